import type { Clock, Latency, RunResult, Sample } from '../engine/run-result.js';

/** A run in which all went well: 10 s steady at 100 operations a second. */
export function aRunResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    format: 'converge-load/1',
    startedAt: '2026-11-20T18:00:00.000Z',
    commit: '331ef7100000000000000000000000000000abcd',
    machine: { cpus: 2, model: 'A processor', memoryMb: 8_192, node: 'v20.20.0' },
    target: 'http://localhost:3000',
    options: {
      ...{ users: 100, chats: 50, members: 2, rate: 100, inFlight: null, editRatio: 0.02, readRatio: 0.5 },
      ...{ warmUpMs: 2_000, rampMs: 2_000, durationMs: 10_000, drainMs: 5_000, seed: 1, threads: 1 },
      ...{ senders: 'all', receivers: 'all', pin: { kind: 'none' } },
    },
    phases: [
      { name: 'connect', atMs: 0, ms: 1_000 },
      { name: 'warm-up', atMs: 1_000, ms: 2_000 },
      { name: 'steady', atMs: 3_000, ms: 10_000 },
      { name: 'drain', atMs: 13_000, ms: 500 },
      { name: 'verify', atMs: 13_500, ms: 1_500 },
    ],
    isValid: true,
    invalidBecause: [],
    counts: {
      ...{
        asked: 1_000,
        accepted: 1_000,
        refused: 0,
        delivered: 2_000,
        stored: 1_000,
        edits: 20,
        reads: 500,
      },
      ...{ reconnects: 0, resumed: 0, gaps: 0, uncertain: 0, unstored: 0, unverified: 0 },
    },
    rate: { asked: 100, achieved: 99.8 },
    errors: {},
    latency: { accepted: aLatency(5), delivery: aLatency(8), stored: aLatency(60) },
    correctness: {
      ...{
        lost: 0,
        duplicated: 0,
        reordered: 0,
        skipped: 0,
        wrongRecipient: 0,
        unreadWrong: 0,
        historyWrong: 0,
        deadLetters: 0,
      },
      offenders: [],
    },
    unchecked: [],
    series: Array.from({ length: 15 }, (_, second) => aSample((second + 1) * 1_000)),
    processes: ['sender-1', 'receiver-1'].map((name) => ({
      name,
      cpu: Array.from({ length: 16 }, (_, second) => ({
        ...{ sinceMs: (second - 1) * 1_000, atMs: second * 1_000, share: 0.2 },
      })),
      rssMb: Array.from({ length: 16 }, (_, second) => ({ atMs: second * 1_000, mb: 100 + second })),
      cpuSeconds: 3,
    })),
    generator: { maxEventLoopLagMs: 12, p99EventLoopLagMs: 3, cpuShare: 0.3 },
    ...changes,
  };
}

/** A clock whose median is `p50` milliseconds. */
export function aLatency(p50: number): Latency {
  const [p90, p95, p99, p999, max] = [p50 * 2, p50 * 3, p50 * 4, p50 * 6, p50 * 8];
  const curve: Latency['curve'] = [
    [0, p50 / 2],
    [50, p50],
    [90, p90],
    [99, p99],
    [100, max],
  ];
  return { count: 1_000, min: p50 / 2, p50, p90, p95, p99, p999, max, mean: p50 * 1.2, curve };
}

/** A second of the steady phase. */
export function aSample(atMs: number, changes: Partial<Sample> = {}): Sample {
  const clock = { p50: 5, p95: 15, p99: 20 };
  const latency: Record<Clock, typeof clock> = { accepted: clock, delivery: clock, stored: clock };
  return {
    ...{ atMs, phase: 'steady', connections: 100, askedPerSecond: 100, acceptedPerSecond: 99 },
    ...{ deliveredPerSecond: 198, inFlight: 3, missing: 2, latency, errors: 0, queueDepth: 12 },
    faults: { skipped: 0, duplicated: 0, reordered: 0 },
    ...changes,
  };
}
