import { describe, expect, test } from '@jest/globals';
import { boardData } from './board-data.js';
import type { Board, Lines } from './read-dashboard.js';

const SPAN = { start: 100, end: 106, step: 2 };
const lines = (title: string, expr: string, legend: string): Lines => ({
  kind: 'timeseries',
  title,
  at: { x: 0, y: 0, w: 8, h: 8 },
  queries: [{ expr, legend }],
  unit: 'ops',
  least: 0,
  lineWidth: 1,
  fillOpacity: 10,
});
const board = (panel: Board['panels'][number], variables: Board['variables'] = []): Board => ({
  title: 'A board',
  description: '',
  variables,
  panels: [panel],
});
const silent = { ask: async () => [], labelValues: async () => [] };

describe('the data of a panel', () => {
  test('stand at the times of the span; what is missing or no number is left open', async () => {
    const source = {
      ...silent,
      ask: async () => [
        {
          labels: { lane: 'messages' },
          points: [
            [100, 1],
            [104, Number.NaN],
            [106, 3],
          ] as [number, number][],
        },
      ],
    };
    const { times, panels } = await boardData(board(lines('Stored', 'x', 'by {{lane}}')), source, SPAN, 2);
    expect(times).toEqual([100, 102, 104, 106]);
    expect(panels[0]!.series).toEqual([{ label: 'by messages', values: [1, null, null, 3] }]);
  });

  test('are asked for the values that the variables have, one variable by the other', async () => {
    const asked: string[] = [];
    const source = {
      ask: async (query: string) => {
        asked.push(query);
        return [];
      },
      labelValues: async (selector: string, label: string) => {
        asked.push(`${label} of ${selector}`);
        return [`${label}-1`, `${label}-2`];
      },
    };
    const variables = [
      { name: 'service', query: 'label_values(up, service)' },
      { name: 'instance', query: 'label_values(up{service=~"$service"}, instance)' },
    ];
    const panel = lines('CPU', 'rate(cpu{instance=~"$instance"}[$__rate_interval])', '{{instance}}');
    await boardData(board(panel, variables), source, SPAN, 2);
    expect(asked).toEqual([
      'service of up',
      'instance of up{service=~"(service-1|service-2)"}',
      'rate(cpu{instance=~"(instance-1|instance-2)"}[8s])',
    ]);
  });

  test('that cannot be had are told by the names of panel and query', async () => {
    const source = {
      ...silent,
      ask: async () => {
        throw new Error('parse error');
      },
    };
    const drawn = boardData(board(lines('Stored', 'sum(', '')), source, SPAN, 2);
    await expect(drawn).rejects.toThrow('Stored: parse error\nsum(');
    const unknown = boardData(board(lines('Stored', 'x{lane="$lane"}', '')), silent, SPAN, 2);
    await expect(unknown).rejects.toThrow('Stored: nothing stands for $lane\nx{lane="$lane"}');
  });
});
