import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-texts';
import type { InstanceReport, OperationsReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import { ActivityTime, fullTime } from '../../ui/time';
import { MeasureFigure } from './measure-figure';
import type { InstanceMeasure } from './measures';

interface InstanceRowProps {
  report: InstanceReport;
  measures: readonly InstanceMeasure[];
  samples: readonly OperationsSample[];
}

/** One instance, and how it went. */
export function InstanceRow({ report, measures, samples }: InstanceRowProps) {
  const { id, version, startedAt } = report.instance;
  const language = useLanguage();
  const find = ({ instances }: OperationsReport) => instances.find(({ instance }) => instance.id === id);
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
        <td key={measure.name} className="px-3 py-1.5" data-measure={measure.name}>
          <span className="flex items-center justify-between gap-3 whitespace-nowrap">
            <MeasureFigure measure={measure} samples={samples} find={find} />
          </span>
        </td>
      ))}
      {report.circuit && <CircuitCell circuit={report.circuit} />}
    </tr>
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
