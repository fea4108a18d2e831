import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { HERE } from '../places.js';
import { scrapeConfig } from './scrape-config.js';

const deployed = readFileSync(join(HERE, 'prometheus/prometheus.yml'), 'utf8');
const stack = ['user', 'sender', 'receiver', 'worker'].map((service, at) => ({
  service,
  name: `${service}-1`,
  url: `http://127.0.0.1:${5_001 + at}`,
}));

describe('the deployed configuration, for a stack on this machine', () => {
  test('asks every process where it is, as often as it is told, and keeps the names that they have', () => {
    const { global, rule_files, scrape_configs } = parse(
      scrapeConfig(deployed, stack, '/alerts.yml', 2),
    ) as Record<string, unknown>;
    expect(global).toEqual({ scrape_interval: '2s', scrape_timeout: '2s', evaluation_interval: '2s' });
    expect(rule_files).toEqual(['/alerts.yml']);
    expect(scrape_configs).toEqual(
      stack.map(({ service, url }) => ({
        job_name: service,
        honor_labels: true,
        static_configs: [{ targets: [new URL(url).host] }],
        relabel_configs: [{ source_labels: ['job'], target_label: 'service' }],
      })),
    );
  });

  test('is refused for a stack in which a service is missing', () => {
    expect(() => scrapeConfig(deployed, stack.slice(1), '/alerts.yml', 2)).toThrow(
      'no process for the job user',
    );
  });
});
