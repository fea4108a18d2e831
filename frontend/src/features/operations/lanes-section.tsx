import { useTranslation } from 'react-i18next';
import type { LaneReport, OperationsReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import { MeasureFigure } from './measure-figure';
import { LANE_MEASURES } from './measures';

/** What waits to be stored, of each of the three queues, and for how long. */
export function LanesSection({ samples }: { samples: readonly OperationsSample[] }) {
  const { t } = useTranslation('operations');
  const lanes = samples.at(-1)?.report.lanes ?? [];
  return (
    <section aria-labelledby="operations-lanes">
      <h2 id="operations-lanes" className="mb-2 font-semibold">
        {t('lanes')}
      </h2>
      <div className="grid gap-3 wide:grid-cols-3">
        {lanes.map(({ lane }) => (
          <Lane key={lane} name={lane} samples={samples} />
        ))}
      </div>
    </section>
  );
}

interface LaneProps {
  name: LaneReport['lane'];
  samples: readonly OperationsSample[];
}

function Lane({ name, samples }: LaneProps) {
  const { t } = useTranslation('operations');
  const find = ({ lanes }: OperationsReport) => lanes.find(({ lane }) => lane === name);
  return (
    <div
      data-testid="operations-lane"
      data-lane={name}
      className="rounded-xl border border-line bg-surface p-4"
    >
      <h3 className="font-medium">{t(`lane.${name}`)}</h3>
      <dl className="mt-2 flex flex-col gap-1">
        {LANE_MEASURES.map((measure) => (
          <div key={measure.name} className="flex items-center gap-3">
            <dt className="min-w-0 flex-1 text-sm text-quiet">{t(measure.name)}</dt>
            <dd className="flex items-center gap-3 font-medium tabular-nums">
              <MeasureFigure measure={measure} samples={samples} find={find} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
