/**
 * What the bench writes into its messages: their number and the instant for which they were scheduled, of a fixed
 * width, so that a listener finds both in a frame without parsing it.
 */
const NUMBER_DIGITS = 8;
const INSTANT_DIGITS = 16;
const BEGIN = '@@';
const LENGTH = BEGIN.length + NUMBER_DIGITS + 1 + INSTANT_DIGITS;
const AT = BEGIN.charCodeAt(0);

export interface Mark {
  /** 1, 2, 3 … in each chat. */
  number: number;
  /** Of the machine's monotonic clock, which all its processes share. */
  scheduledUs: number;
}

const offsetUs = Number(process.hrtime.bigint() / 1000n) - performance.now() * 1000;

/** Now, by the clock of the marks. Microseconds. */
export const nowUs = (): number => performance.now() * 1000 + offsetUs;

/** A text with a mark, some eighty characters long: the length of an ordinary message. */
export function markedText({ number, scheduledUs }: Mark): string {
  const instant = String(Math.round(scheduledUs)).padStart(INSTANT_DIGITS, '0');
  return `${BEGIN}${String(number).padStart(NUMBER_DIGITS, '0')}:${instant} is what the benchmark says to everybody.`;
}

/** Finds the mark in a payload: -1 if there is none. `guess` is where it was in the payload before, mostly the same. */
export function findMark(bytes: Buffer, start: number, end: number, guess: number): number {
  const guessed = start + guess;
  if (guessed + LENGTH <= end && bytes[guessed] === AT && bytes[guessed + 1] === AT) return guess;
  const found = bytes.indexOf(BEGIN, start, 'latin1');
  return found < 0 || found + LENGTH > end ? -1 : found - start;
}

export const markNumber = (bytes: Buffer, mark: number): number =>
  digits(bytes, mark + BEGIN.length, NUMBER_DIGITS);

export const markInstantUs = (bytes: Buffer, mark: number): number =>
  digits(bytes, mark + BEGIN.length + NUMBER_DIGITS + 1, INSTANT_DIGITS);

function digits(bytes: Buffer, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) value = value * 10 + (bytes[i]! - 48);
  return value;
}
