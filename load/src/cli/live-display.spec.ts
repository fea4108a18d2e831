import { describe, expect, it } from '@jest/globals';
import { aRunResult, aSample } from '../testkit/a-run-result.js';
import { LiveDisplay, type Screen } from './live-display.js';

const { options } = aRunResult();

function aScreen(terminal: Partial<Screen>): Screen & { written: string } {
  const screen = {
    ...terminal,
    written: '',
    write: (text: string) => (screen.written += text),
  };
  return screen;
}

describe('the live line', () => {
  it('tells how far the phase is, rates, latencies, faults and the queue', () => {
    const screen = aScreen({});
    let now = 1_000;
    const display = new LiveDisplay(options, screen, () => now);
    display.enter('steady');
    display.show(aSample(3_000));
    now += 2_000;
    display.show(aSample(5_000, { errors: 2 }));
    expect(screen.written.split('\n')[1]).toBe(
      '  steady 0:02/0:10 · 99/100 op/s · acc 5/15/20 · del 5/15/20 ms · missing 2 skip 0 dup 0 reord 0' +
        ' · 3 in flight · queue 12 · errors 2 · 100 conn',
    );
  });

  it('leaves the queue out when no metrics can be had', () => {
    const screen = aScreen({});
    new LiveDisplay(options, screen).show(aSample(1_000, { queueDepth: null }));
    expect(screen.written).not.toContain('queue');
  });

  it('is a plain line each second without a terminal', () => {
    const screen = aScreen({});
    const display = new LiveDisplay(options, screen);
    display.enter('connect', { done: 10, of: 100 });
    for (const atMs of [1_000, 2_000, 3_000]) display.show(aSample(atMs));
    display.end();
    expect(screen.written.match(/\n/g)).toHaveLength(3);
    // eslint-disable-next-line no-control-regex -- that none is there is what is promised
    expect(screen.written).not.toMatch(/[\r\x1b]/);
  });

  it.each([
    [80, '  steady 0:12/1:00 200/200/s del 14/21/30ms miss 3 dup 0 reord 0 q12 f3 c500'],
    // What has no room is left out whole.
    [60, '  steady 0:12/1:00 200/200/s del 14/21/30ms miss 3 dup 0'],
  ])('has a short form for a terminal of %i columns', (columns, line) => {
    const screen = aScreen({ isTTY: true, columns });
    let now = 0;
    const display = new LiveDisplay({ ...options, durationMs: 60_000 }, screen, () => now);
    display.enter('steady');
    now += 12_000;
    const clock = { p50: 14, p95: 21, p99: 30 };
    const sample = aSample(12_000, {
      ...{ connections: 500, askedPerSecond: 200, acceptedPerSecond: 200, missing: 3 },
      latency: { accepted: clock, delivery: clock, stored: clock },
    });
    display.show(sample);
    expect(screen.written).toBe(`\r\x1b[2K${line}`);
    screen.written = '';
    screen.columns = 0;
    display.show({ ...sample, errors: 7 });
    expect(screen.written).toContain('miss 3 e7 dup 0 reord 0');
    screen.columns = 200;
    display.show(sample);
    expect(screen.written).toMatch(/200\/200 op\/s · acc 14\/21\/30 · .* · 500 conn$/);
  });

  it('is written over on a terminal, never wraps, and leaves the end of each phase', () => {
    const screen = aScreen({ isTTY: true, columns: 40 });
    const display = new LiveDisplay(options, screen);
    display.enter('connect', { done: 10, of: 100 });
    display.show(aSample(1_000, { phase: 'warm-up' }));
    display.show(aSample(2_000, { phase: 'warm-up' }));
    display.show(aSample(3_000));
    display.end();
    const lines = screen.written.split('\n').map((line) => line.split('\r\x1b[2K').slice(1));
    expect(lines.map((states) => states.length)).toEqual([1, 2, 1, 0]);
    expect(lines.flat().every((state) => state.length < 40)).toBe(true);
    expect(lines[0]).toEqual(['  connect 10/100']);
  });
});
