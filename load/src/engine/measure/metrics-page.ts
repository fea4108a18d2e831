/** Sum of a metric over its labels, as its page in Prometheus' text format tells it; null: it is not there. */
export function sumOf(page: string, metric: string): number | null {
  let sum: number | null = null;
  for (const line of page.split('\n')) {
    if (!line.startsWith(metric) || !/^[{ ]/.test(line.slice(metric.length))) continue;
    sum = (sum ?? 0) + Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return sum;
}
