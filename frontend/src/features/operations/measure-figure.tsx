import { clsx } from 'clsx';
import type { OperationsReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import { Figure } from './figure';
import type { Measure } from './measures';
import { Sparkline } from './sparkline';

interface MeasureFigureProps<Report> {
  measure: Measure<Report>;
  samples: readonly OperationsSample[];
  /** What the number is of; undefined where it is not there. */
  find(report: OperationsReport): Report | undefined;
}

/** A number by the latest answer, red where it is bad, and how it went; not known while what it is of was not there. */
export function MeasureFigure<Report>({ measure, samples, find }: MeasureFigureProps<Report>) {
  const { kind, of, line, isBad } = measure;
  const points = samples.map(({ receivedAt, report }) => {
    const found = find(report);
    return { at: receivedAt, value: found ? of(found) : null };
  });
  const value = points.at(-1)?.value ?? null;
  return (
    <>
      <span className={clsx(value !== null && isBad?.(value) && 'font-semibold text-danger')}>
        <Figure kind={kind} value={value} />
      </span>
      {line !== undefined && <Sparkline points={points} least={line} />}
    </>
  );
}
