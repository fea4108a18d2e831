/** What Grafana's variables stand for: of each the values that are chosen. */
export type Values = ReadonlyMap<string, readonly string[]>;

/**
 * A query as Grafana hands it to Prometheus: several values become a pattern of all of them, and a rate looks back over
 * four scrapes, so that one that is missing leaves no hole. A variable that nobody knows throws.
 */
export function fillIn(query: string, values: Values, scrapeSeconds: number): string {
  return query.replaceAll(/\$(\w+)/g, (variable, name: string) => {
    if (name === '__rate_interval') return `${4 * scrapeSeconds}s`;
    const chosen = values.get(name)?.map(asPattern);
    if (chosen === undefined || chosen.length === 0) throw new Error(`nothing stands for ${variable}`);
    return chosen.length === 1 ? chosen[0]! : `(${chosen.join('|')})`;
  });
}

/** The name of a line: a label that is not there leaves nothing behind. */
export const legendOf = (format: string, labels: Readonly<Record<string, string>>): string =>
  format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');

/** Taken by its letters in a pattern, which in turn stands in a string, where each backslash is written twice. */
const asPattern = (value: string): string =>
  value.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\\', '\\\\');
