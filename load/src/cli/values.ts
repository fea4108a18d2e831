import { InvalidArgumentError } from 'commander';
import type { MetricsPage } from '../target/target.js';
import { parseThreshold, type Threshold } from '../verdict/threshold.js';
import { parseDuration } from './duration.js';
import { parseInstances, parsePin } from './instance-flags.js';

/** How the values of the flags are read; each mistake says how to mend it. */

export function count(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `It must be a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.`,
    );
  };
}

export function share(text: string): number {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a share from 0 to 1, such as 0.5.');
}

export function perSecond(text: string): number {
  const value = /^\d{1,6}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be a number of operations a second, such as 200 or 0.5.');
}

export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError(
    'It must be a time up to 24h with its unit, such as 500ms, 60s, 2m or 1m30s.',
  );
}

export function instances(text: string): readonly number[] | 'all' {
  const which = parseInstances(text);
  if (which !== undefined) return which;
  throw new InvalidArgumentError("It must be 'all' or the numbers of instances, such as 1,2.");
}

/** Numbers of instances, such as 1,2,3. */
export function instanceCounts(text: string): number[] {
  const which = parseInstances(text);
  if (which !== undefined && which !== 'all' && which.length > 1) return [...which];
  throw new InvalidArgumentError('It must be two or more numbers of instances, such as 1,2,3.');
}

export function pin(text: string): NonNullable<ReturnType<typeof parsePin>> {
  const how = parsePin(text);
  if (how !== undefined) return how;
  throw new InvalidArgumentError('It must be none, round-robin, random, or pairs such as s1:r2,s2:r1.');
}

export function url(text: string): string {
  // A password in it would be written into every result.
  if (URL.canParse(text) && /^https?:\/\/[^@?#]+$/i.test(text)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('It must be the address of a Converge, such as http://localhost:3000.');
}

/** A flag that may be given several times. */
export function thresholds(text: string, before: Threshold[] = []): Threshold[] {
  try {
    return [...before, parseThreshold(text)];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** 'sender-1=http://127.0.0.1:4002/metrics', several times. */
export function metrics(text: string, before: MetricsPage[] = []): MetricsPage[] {
  const [, name, page] = /^([\w-]+)=(https?:\/\/[^@]+)$/i.exec(text) ?? [];
  if (name !== undefined && page !== undefined && URL.canParse(page)) return [...before, { name, url: page }];
  throw new InvalidArgumentError(
    'It must be a name and an address, as in sender-1=http://127.0.0.1:4002/metrics.',
  );
}

/** How the rate rises: '100' adds so much, 'x2' multiplies. */
export function step(text: string): (rate: number) => number {
  const parts = /^(x?)(\d{1,6}(?:\.\d+)?)$/.exec(text);
  const amount = Number(parts?.[2]);
  if (parts?.[1] === 'x' && amount > 1) return (rate) => rate * amount;
  if (parts?.[1] === '' && amount > 0) return (rate) => rate + amount;
  throw new InvalidArgumentError('It must be what is added, such as 100, or a factor above 1, such as x2.');
}
