import { describe, expect, test } from '@jest/globals';
import { fillIn, legendOf } from './fill-in.js';

const VALUES = new Map([
  ['service', ['sender']],
  ['instance', ['sender-1', 'a.b']],
  ['nobody', []],
]);
const filled = (query: string) => fillIn(query, VALUES, 2);

describe('a query', () => {
  test('looks back over four scrapes', () => {
    expect(filled('sum(rate(x_total[$__rate_interval]))')).toBe('sum(rate(x_total[8s]))');
  });

  test('asks for all that are chosen, each by its very name', () => {
    expect(filled('x{service=~"$service"}')).toBe('x{service=~"sender"}');
    expect(filled('x{instance=~"$instance"}')).toBe('x{instance=~"(sender-1|a\\\\.b)"}');
  });

  test('is not asked while something in it stands for nothing', () => {
    expect(() => filled('x{lane="$lane"}')).toThrow('nothing stands for $lane');
    expect(() => filled('x{lane="$nobody"}')).toThrow('nothing stands for $nobody');
  });
});

describe('a legend', () => {
  test('says the labels that it names, and keeps its other words', () => {
    expect(legendOf('{{lane}}, mean', { lane: 'messages' })).toBe('messages, mean');
    expect(legendOf('{{instance}}: {{ check }}', { instance: 'sender-1' })).toBe('sender-1: ');
    expect(legendOf('half are faster', { le: '1' })).toBe('half are faster');
  });
});
