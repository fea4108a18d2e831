import { convergeDashboard } from './converge.dashboard.js';
import { draw } from './draw.js';
import { instancesDashboard } from './instances.dashboard.js';
import { knownMetrics } from './known-metrics.js';

export const PLANS = [convergeDashboard, instancesDashboard];

/** The files that Grafana is given: name and text. */
export function dashboardFiles(): Record<string, string> {
  const known = knownMetrics();
  return Object.fromEntries(
    PLANS.map((plan) => [`${plan.uid}.json`, `${JSON.stringify(draw(plan, known), null, 2)}\n`]),
  );
}
