import { expect, test } from '@jest/globals';
import { format } from 'prettier';
import type { Part } from './part.js';
import { render } from './render.js';
import { checkResult, type Results } from './results.js';

const part: Part = {
  name: 'accept',
  title: 'What one sender accepts',
  about: 'Beside the baseline.',
  run: () => Promise.reject(new Error('not run here')),
};
const place = { cpu: 'a cpu', cores: 2, memoryGb: 8, node: 'v20', system: 'linux', commit: 'abc1234' };
const results: Results = {
  format: 'converge-bench/1',
  parts: {
    accept: {
      ...{ at: '2026-11-20T12:00:00.000Z', seconds: 61, rounds: 3, place, stolen: 0.0512 },
      result: {
        figures: [
          { subject: 'sender', measure: 'messages/s', values: [5000, 4000, 6000.4] },
          { subject: 'sender', measure: 'p99 ms', values: [12.34, 10, 11] },
          { subject: 'baseline', measure: 'messages/s', values: [500, 0.0123, 600] },
        ],
        bars: [
          { label: 'against the baseline', values: [10, 9, 8], unit: 'x', wanted: { atLeast: 10 } },
          { label: 'memory', values: [17.25], unit: 'KB', wanted: { atMost: 20 } },
        ],
        notes: ['Something to know.'],
      },
    },
  },
};

test('every figure and every bar is shown, as the median of the rounds with the lowest and the highest', () => {
  const report = render([part], results, '## Findings\n\nWords of a person.\n');
  const rows = report.split('\n').map((line) => line.replace(/ +/g, ' '));
  expect(rows).toContain('| accept | against the baseline | at least 10x | 9x (8 to 10) | **no** |');
  expect(rows).toContain('| accept | memory | at most 20 KB | 17.3 KB | yes |');
  expect(rows).toContain('| sender | 5,000 (4,000 to 6,000) | 11 (10 to 12.3) |');
  expect(rows).toContain('| baseline | 500 (0.012 to 600) | |');
  expect(rows).toContain('- Something to know.');
  expect(rows).toContain('Words of a person.');
  expect(report).toContain(
    '3 rounds in 2 min, 2026-11-20, commit abc1234; the host kept back 5.12 % of the cores.',
  );
});

test('the report is written as the formatter of the house would write it', async () => {
  const report = render([part], results, '## Findings\n\nWords of a person.\n');
  expect(await format(report, { parser: 'markdown', printWidth: 110 })).toBe(report);
});

test('a part that was not measured is not shown', () => {
  const none = { format: 'converge-bench/1', parts: {} } as const;
  expect(render([part], none, '')).not.toContain(part.title);
});

test('what is no number is a bug of the part, not a figure', () => {
  const figure = { subject: 'sender', measure: 'messages/s', values: [1, Number.NaN] };
  expect(() => checkResult('accept', { figures: [figure], bars: [], notes: [] })).toThrow(
    /accept, sender: messages\/s/,
  );
});
