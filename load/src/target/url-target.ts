import { peopleByAccount } from './account-people.js';
import { liveInstances } from './live-instances.js';
import type { MetricsPage, Target } from './target.js';

/**
 * A system that somebody else runs, reached as its users reach it. `metrics`: pages of its processes, where they can
 * be had; without them nothing is known of queues, CPU and memory.
 */
export function urlTarget(url: string, options: { metrics?: readonly MetricsPage[] } = {}): Target {
  const base = url.replace(/\/+$/, '');
  const endpoint: Target['endpoint'] = (service, number) =>
    [base, service, ...(number === undefined ? [] : [number]), 'graphql'].join('/');
  return {
    name: base,
    metrics: options.metrics ?? [],
    endpoint,
    instances: (asked) => liveInstances(endpoint('receiver'), asked),
    people: (count, seed, progress) => peopleByAccount(endpoint('user'), count, seed, progress),
  };
}
