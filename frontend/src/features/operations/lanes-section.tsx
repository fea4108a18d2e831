import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { LaneReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import { Figure, type FigureKind } from './figure';
import { LATE_MS, laneLine } from './measures';
import { Sparkline } from './sparkline';
import type { Point } from './sparkline-path';

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
        {lanes.map((lane) => (
          <Lane key={lane.lane} lane={lane} samples={samples} />
        ))}
      </div>
    </section>
  );
}

function Lane({ lane, samples }: { lane: LaneReport; samples: readonly OperationsSample[] }) {
  const { t } = useTranslation('operations');
  const lineOf = (of: (report: LaneReport) => number) => laneLine(samples, lane.lane, of);
  return (
    <div
      data-testid="operations-lane"
      data-lane={lane.lane}
      className="rounded-xl border border-line bg-surface p-4"
    >
      <h3 className="font-medium">{t(`lane.${lane.lane}`)}</h3>
      <dl className="mt-2 flex flex-col gap-1">
        <Fact
          name={t('waiting')}
          kind="count"
          value={lane.waiting}
          line={lineOf((one) => one.waiting)}
          least={10}
        />
        <Fact
          name={t('active')}
          kind="count"
          value={lane.active}
          line={lineOf((one) => one.active)}
          least={10}
        />
        <Fact
          name={t('oldest')}
          kind="age"
          value={lane.oldestAgeMs}
          isBad={lane.oldestAgeMs > LATE_MS}
          line={lineOf((one) => one.oldestAgeMs)}
          least={1_000}
        />
      </dl>
    </div>
  );
}

interface FactProps {
  name: string;
  kind: FigureKind;
  value: number;
  isBad?: boolean;
  line: readonly Point[];
  least: number;
}

const Fact = ({ name, kind, value, isBad = false, line, least }: FactProps) => (
  <div className="flex items-center gap-3">
    <dt className="min-w-0 flex-1 text-sm text-quiet">{name}</dt>
    <dd className="flex items-center gap-3 font-medium tabular-nums">
      <span className={clsx(isBad && 'text-danger')}>
        <Figure kind={kind} value={value} />
      </span>
      <Sparkline points={line} least={least} />
    </dd>
  </div>
);
