import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Reading {
  /** Where it is no PromQL, each with a few characters of what stands there. */
  mistakes: string[];
  /** The series that it asks for, each with the labels it chooses by. */
  selectors: { series: string; labels: string[] }[];
  /** The labels that it groups and matches by. */
  groupedBy: string[];
}

/** Reads a query by Prometheus' own grammar; Grafana's variables count as what they stand for. */
export function readPromql(expr: string): Reading {
  const query = expr.replaceAll('$__rate_interval', '1m');
  const textOf = ({ from, to }: { from: number; to: number }) => query.slice(from, to);
  const labelsIn = (node: SyntaxNode | null | undefined) => node?.getChildren('LabelName').map(textOf) ?? [];
  const reading: Reading = { mistakes: [], selectors: [], groupedBy: [] };
  parser.parse(query).iterate({
    enter: ({ type, name, from, node }) => {
      if (type.isError) reading.mistakes.push(`at ${from}: ${query.slice(from, from + 20)}`);
      if (name === 'GroupingLabels') reading.groupedBy.push(...labelsIn(node));
      if (name !== 'VectorSelector') return;
      const series = node.getChild('Identifier');
      if (!series) return void reading.mistakes.push(`at ${from}: a selector without a name`);
      const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      reading.selectors.push({ series: textOf(series), labels: matchers.flatMap(labelsIn) });
    },
  });
  return reading;
}
