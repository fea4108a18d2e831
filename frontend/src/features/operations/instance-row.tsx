import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-texts';
import type { InstanceReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import { ActivityTime, fullTime } from '../../ui/time';
import { Figure } from './figure';
import { instanceLine, type Measure } from './measures';
import { Sparkline } from './sparkline';

interface InstanceRowProps {
  report: InstanceReport;
  measures: readonly Measure[];
  samples: readonly OperationsSample[];
}

/** One instance, and how it went. */
export function InstanceRow({ report, measures, samples }: InstanceRowProps) {
  const { id, version, startedAt } = report.instance;
  const language = useLanguage();
  return (
    <tr className="border-t border-line" data-testid="operations-instance" data-instance={id}>
      <th
        scope="row"
        className="sticky start-0 bg-surface px-3 py-1.5 text-start font-medium whitespace-nowrap"
      >
        {id}
      </th>
      <td className="px-3 py-1.5">{version}</td>
      <td className="px-3 py-1.5 whitespace-nowrap" title={fullTime(startedAt, language)}>
        <ActivityTime instant={startedAt} />
      </td>
      {measures.map((measure) => (
        <MeasureCell key={measure.name} measure={measure} report={report} samples={samples} />
      ))}
      {report.circuit && <CircuitCell circuit={report.circuit} />}
    </tr>
  );
}

interface MeasureCellProps {
  measure: Measure;
  report: InstanceReport;
  samples: readonly OperationsSample[];
}

function MeasureCell({ measure: { name, kind, of, line, isBad }, report, samples }: MeasureCellProps) {
  const value = of(report);
  return (
    <td className="px-3 py-1.5" data-measure={name}>
      <span className="flex items-center justify-between gap-3 whitespace-nowrap">
        <span className={clsx(value !== null && isBad?.(value) && 'font-semibold text-danger')}>
          <Figure kind={kind} value={value} />
        </span>
        {line !== undefined && (
          <Sparkline points={instanceLine(samples, report.instance.id, of)} least={line} />
        )}
      </span>
    </td>
  );
}

const CIRCUITS = { CLOSED: 'text-text', HALF_OPEN: 'text-warn', OPEN: 'font-semibold text-danger' };

/** Whether a worker lets anything through to Postgres. */
function CircuitCell({ circuit }: { circuit: NonNullable<InstanceReport['circuit']> }) {
  const { t } = useTranslation('operations');
  return (
    <td className={clsx('px-3 py-1.5 whitespace-nowrap', CIRCUITS[circuit])} data-circuit={circuit}>
      {t(`circuit.${circuit}`)}
    </td>
  );
}
