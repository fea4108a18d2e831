import { markdownTable } from '../report/markdown-table.js';
import type { Bar, Figure, Part } from './part.js';
import type { Measured, Results } from './results.js';
import { median } from './statistics.js';

/**
 * BENCHMARKS.md: the bars first, then what a person has to say about them (`findings`), then each part's figures. Cells
 * are medians, with the lowest and the highest round in brackets.
 */
export function render(parts: readonly Part[], results: Results, findings: string): string {
  const measured = parts.flatMap((part) => {
    const found = results.parts[part.name];
    return found ? [{ part, found }] : [];
  });
  const sections = [
    '# Benchmarks',
    HOW,
    places(measured.map(({ found }) => found)),
    '## What it must reach',
    barTable(measured.flatMap(({ part, found }) => found.result.bars.map((bar) => ({ part, bar })))),
    findings.trim(),
    ...measured.flatMap(({ part, found }) => partSections(part, found)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const HOW = `Written by \`npm run bench\`: all of it on one machine, every figure beside a limit or a baseline of the same run, subjects in turn. A cell is the median of the rounds, with the lowest and the highest in brackets.

\`\`\`sh
npm run bench                      # all parts, then this file; see --help
npm run bench -- accept persist    # once all were measured here, these parts again
npm run bench -- --render          # only this file, from .stack/bench.json
\`\`\``;

function partSections(part: Part, { at, seconds, rounds, place, stolen, result }: Measured): string[] {
  const kept = stolen === undefined ? '' : `; the host kept back ${readable(stolen * 100)} % of the cores`;
  const how = `${rounds} ${rounds === 1 ? 'round' : 'rounds'} in ${Math.ceil(seconds / 60)} min, ${at.slice(0, 10)}, commit ${place.commit}${kept}.`;
  return [
    `## ${part.title}`,
    `${part.about} ${how}`,
    figureTable(result.figures),
    result.notes.map((note) => `- ${note}`).join('\n'),
  ];
}

function places(all: readonly Measured[]): string {
  const lines = all.map(
    ({ place }) =>
      `Measured on ${place.cores} cores (${place.cpu}), ${place.memoryGb} GB, Node ${place.node}, ${place.system}.`,
  );
  return [...new Set(lines)].join('\n');
}

function barTable(bars: readonly { part: Part; bar: Bar }[]): string {
  if (bars.length === 0) return '';
  const rows = bars.map(({ part, bar }) => {
    const seen = median(bar.values);
    const [isMet, wanted] =
      'atLeast' in bar.wanted
        ? [seen >= bar.wanted.atLeast, `at least ${withUnit(bar.wanted.atLeast, bar.unit)}`]
        : [seen <= bar.wanted.atMost, `at most ${withUnit(bar.wanted.atMost, bar.unit)}`];
    return [part.name, bar.label, wanted, show(bar.values, bar.unit), isMet ? 'yes' : '**no**'];
  });
  // All but what was seen are words.
  return markdownTable(['part', 'what', 'wanted', 'seen', 'met'], rows, [0, 1, 2, 4]);
}

/** A row for each subject, a column for each measure, in the order in which they come. */
function figureTable(figures: readonly Figure[]): string {
  const subjects = [...new Set(figures.map((figure) => figure.subject))];
  const measures = [...new Set(figures.map((figure) => figure.measure))];
  if (figures.length === 0) return '';
  const cell = (subject: string, measure: string) => {
    const figure = figures.find((one) => one.subject === subject && one.measure === measure);
    return figure ? show(figure.values, '') : '';
  };
  return markdownTable(
    ['', ...measures],
    subjects.map((subject) => [subject, ...measures.map((measure) => cell(subject, measure))]),
  );
}

/** `5,123 (4,900 to 5,300)`; one value stands alone. */
function show(values: readonly number[], unit: string): string {
  const middle = withUnit(median(values), unit);
  if (values.length === 1) return middle;
  return `${middle} (${readable(Math.min(...values))} to ${readable(Math.max(...values))})`;
}

/** "x" goes to its number, a word apart from it. */
function withUnit(value: number, unit: string): string {
  if (unit === '') return readable(value);
  return unit === 'x' ? `${readable(value)}x` : `${readable(value)} ${unit}`;
}

/** About three digits, as many as such a measurement can carry. */
function readable(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
