import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import type { Offender, RunResult } from '../engine/run-result.js';
import { aRunResult } from '../testkit/a-run-result.js';
import { judge, parseThreshold } from '../verdict/threshold.js';
import { verdictOf } from '../verdict/verdict.js';
import { htmlReport } from './html-report.js';

const NASTY = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&amp;\'';

function report(changes: Partial<RunResult> = {}, thresholds: string[] = []): string {
  const result = aRunResult(changes);
  const outcomes = judge(thresholds.map(parseThreshold), result);
  return htmlReport(result, outcomes, verdictOf(result, outcomes));
}

interface DrawnLine {
  spanGaps: boolean;
  points: { filter: number[] | null };
}

/** What the page's script asks uPlot to draw, chart by chart. */
function drawn(page: string): { charts: { id: string }[]; lines: DrawnLine[][] } {
  const data = /<script type="application\/json" id="charts">([\s\S]*?)<\/script>/.exec(page)![1]!;
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(page)![1]!;
  const lines: DrawnLine[][] = [];
  const nothing = () => undefined;
  runInNewContext(script.replace('export {};', ''), {
    document: { getElementById: (id: string) => ({ textContent: id === 'charts' ? data : '' }) },
    getComputedStyle: () => ({ getPropertyValue: () => '' }),
    matchMedia: () => ({ addEventListener: nothing }),
    ResizeObserver: function () {
      return { observe: nothing };
    },
    uPlot: function ({ series }: { series: DrawnLine[] }) {
      lines.push(series.slice(1));
    },
  });
  return { charts: JSON.parse(data) as { id: string }[], lines };
}

/** What of a page is ours to write: without the script of the charts, which is of others. */
const withoutScripts = (page: string): string => page.replace(/<script>[\s\S]*?<\/script>/g, '');

describe('the HTML report', () => {
  it('is one file that asks nobody for anything', () => {
    const page = withoutScripts(report());
    expect(page).not.toMatch(/<(link|img|iframe|object|embed|base)\b/);
    expect(page).not.toMatch(/\b(src|href)=/);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain('content="default-src &#39;none&#39;;');
  });

  it('carries the charts and what draws them', () => {
    const page = report();
    expect(page).toMatch(/<style>[\s\S]*\.uplot/);
    expect(page).toContain('var uPlot=');
    expect(page.match(/<figure>/g)!.length).toBeGreaterThanOrEqual(8);
  });

  it('allows its own scripts to run, and no other', () => {
    const page = report();
    const scripts = [...page.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)];
    const hashes = scripts.map(([, text]) => createHash('sha256').update(text!).digest('base64'));
    expect(hashes).toHaveLength(2);
    expect(page).toContain(`script-src ${hashes.map((hash) => `&#39;sha256-${hash}&#39;`).join(' ')}`);
  });

  it('puts the verdict on top, with its reasons', () => {
    expect(report()).toMatch(/<h1>✔ Passed<\/h1>/);
    expect(report({}, ['delivery.p99<1'])).toMatch(
      /<h1>✖ Failed: a threshold does not hold<\/h1>[\s\S]*?<li>delivery\.p99&#60;1 does not hold: 32<\/li>/,
    );
    expect(report({ isValid: false, invalidBecause: ['it was late'] })).toMatch(/<h1>✖ Invalid/);
  });

  it('lets nothing in its data become HTML or run', () => {
    const offender: Offender = {
      fault: 'lost',
      chatId: NASTY,
      detail: NASTY,
      receiver: NASTY,
      userId: NASTY,
    };
    const { correctness, processes, options } = aRunResult();
    const page = report({
      ...{ target: NASTY, commit: NASTY, startedAt: NASTY, errors: { [NASTY]: 1 } },
      processes: [{ ...processes[0]!, name: NASTY }],
      correctness: { ...correctness, lost: 1, offenders: [offender] },
      options,
    });
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    // The three scripts of the report itself: data, uPlot, drawing.
    expect(page.match(/<script\b/g)).toHaveLength(3);
    expect(page.match(/<\/script>/g)).toHaveLength(3);
  });

  it('gives the charts the very names that the data has', () => {
    const { processes } = aRunResult();
    const page = report({ processes: [{ ...processes[0]!, name: NASTY }] });
    const data = /<script type="application\/json" id="charts">([\s\S]*?)<\/script>/.exec(page)![1]!;
    const charts = JSON.parse(data) as { id: string; series: { label: string }[] }[];
    expect(charts.find(({ id }) => id === 'cpu')!.series[0]!.label).toBe(NASTY);
  });

  it('draws no line through what is not known, and what stands alone as a point', () => {
    const { processes } = aRunResult();
    const cpu = [
      { sinceMs: 0, atMs: 2_000, share: 0.2 },
      { sinceMs: 5_100, atMs: 5_900, share: 0.2 },
      { sinceMs: 9_000, atMs: 12_000, share: 0.2 },
    ];
    const { charts, lines } = drawn(report({ processes: [{ ...processes[0]!, cpu }] }));
    expect(lines).toHaveLength(charts.length);
    for (const [n, { id }] of charts.entries())
      expect(lines[n]!.every(({ spanGaps }) => spanGaps === (id === 'percentiles'))).toBe(true);
    const alone = lines[charts.findIndex(({ id }) => id === 'cpu')]![0]!.points.filter!;
    expect([...alone]).toEqual([5]);
  });

  it('does not call dead letters none that nobody has looked at', () => {
    const { correctness } = aRunResult();
    const page = report({ correctness: { ...correctness, deadLetters: null } });
    expect(page).toMatch(/in the dead letter queue<\/th>\s*<td>not looked at<\/td>/);
  });

  it('leaves out what nothing is known of', () => {
    const { series } = aRunResult();
    const page = report({ processes: [], series: series.map((sample) => ({ ...sample, queueDepth: null })) });
    expect(page).not.toContain('id="cpu"');
    expect(page).not.toContain('<h2>Processes</h2>');
    expect(page).not.toContain('<h2>Errors</h2>');
  });
});
