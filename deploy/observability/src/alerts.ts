import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { HERE } from './places.js';

export interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; meaning: string; action: string };
}

/** The alerts as Prometheus is given them. */
export function alerts(): Alert[] {
  const { groups } = parse(readFileSync(join(HERE, 'prometheus/alerts.yml'), 'utf8')) as {
    groups: { rules: Alert[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}
