import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alerts } from './alerts.js';
import { HERE, ROOT } from './places.js';

const folder = join(HERE, 'prometheus');
const all = alerts().map((alert) => [alert.alert, alert] as const);
const promtool = (...args: string[]) => {
  const { error, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
  return { isMissing: error !== undefined, said: `${stdout}${stderr}` };
};
/** Debian's package `prometheus` has it; CI installs it. */
const withPromtool = promtool('--version').isMissing && process.env.CI === undefined ? test.skip : test;

describe('every alert', () => {
  test.each(all)('says what it means and what to do (%s)', (_, { labels, annotations }) => {
    expect(['critical', 'warning', 'info']).toContain(labels.severity);
    for (const words of [annotations.summary, annotations.meaning, annotations.action])
      expect(words).toMatch(/\.$/);
  });

  test.each(all)('is in docs/operating.md (%s)', (name) => {
    expect(readFileSync(join(ROOT, 'docs/operating.md'), 'utf8')).toContain(`| ${name} `);
  });

  test.each(all)('is tried in alerts.test.yml (%s)', (name) => {
    const tried = readFileSync(join(folder, 'alerts.test.yml'), 'utf8').match(/(?<=alertname=~?")[^"]+/g);
    expect(tried?.some((pattern) => new RegExp(`^${pattern}$`).test(name))).toBe(true);
  });
});

describe('Prometheus itself', () => {
  withPromtool('takes the configuration and the rules', () => {
    expect(promtool('check', 'config', 'prometheus.yml').said).toContain('SUCCESS');
  });

  withPromtool('rings every alert when it should and not before', () => {
    expect(promtool('test', 'rules', 'alerts.test.yml').said).toContain('SUCCESS');
  });
});
