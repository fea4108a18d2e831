/** A Markdown table, escaped. Columns of words (the first, if nothing else is said) are to the left, figures to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: readonly number[] = [0],
): string {
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')),
  );
  const widths = head.map((_, column) => Math.max(3, ...lines.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    words.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  const rule = widths.map((width, column) =>
    words.includes(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [first, ...others] = lines.map((row) => row.map(pad));
  return [first!, rule, ...others].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
