import { figure, several } from '../report/figures.js';
import { markdownTable } from '../report/markdown-table.js';
import type { Tier, TierCost } from './cost.js';
import type { MeasuredStep } from './scale.js';

/** The steps as Markdown, a table for each tier. */
export function scaleTable(steps: readonly MeasuredStep[]): string {
  return (['receivers', 'senders'] as const)
    .map((tier) =>
      tierTable(
        tier,
        steps.map(({ cost }) => cost).filter((cost) => cost.tier === tier),
      ),
    )
    .join('\n\n');
}

const UNITS: Record<Tier, string> = { senders: 'operations', receivers: 'deliveries' };

function tierTable(tier: Tier, costs: readonly TierCost[]): string {
  const unit = UNITS[tier];
  const head = [
    tier,
    `${unit}/s`,
    `CPU s`,
    `${unit} per CPU second`,
    `CPU µs each`,
    'against the first',
    'busiest instance',
  ];
  const rows = costs.map((cost) => [
    several(cost.instances, tier.slice(0, -1)),
    figure(cost.unitsPerSecond),
    figure(cost.cpuSeconds),
    figure(cost.unitsPerCpuSecond),
    figure(cost.cpuUsPerUnit),
    `${(cost.unitsPerCpuSecond / costs[0]!.unitsPerCpuSecond).toFixed(2)}×`,
    `${Math.round(cost.busiestShare * 100)} %`,
  ]);
  return markdownTable(head, rows);
}
