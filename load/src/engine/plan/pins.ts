import type { LiveInstance } from '../../target/target.js';
import type { RunOptions } from '../run-options.js';
import { RunOptionsError } from '../run-options-error.js';
import { PURPOSE, Random } from './random.js';

/** The instances that serve a person; undefined: whichever nginx chooses. */
export interface Served {
  sender?: number;
  receiver?: number;
}

type PinOptions = Pick<RunOptions, 'pin' | 'senders' | 'receivers' | 'seed' | 'users'>;

/**
 * Which instances serve whom, by the index of the person. Nginx chooses among all that live; where only some take
 * part, `none` deals them out like `round-robin`. @throws RunOptionsError for an instance that does not live
 */
export function planPins(options: PinOptions, live: readonly LiveInstance[]): Served[] {
  const senders = numbers('sender', options.senders, live);
  const receivers = numbers('receiver', options.receivers, live);
  const people = Array.from({ length: options.users }, (_, index) => index);
  const { pin } = options;
  if (pin.kind === 'pairs') {
    for (const pair of pin.pairs) {
      numbers('sender', [pair.sender], live);
      numbers('receiver', [pair.receiver], live);
    }
    return people.map((index) => ({ ...pin.pairs[index % pin.pairs.length]! }));
  }
  const random = new Random(options.seed, PURPOSE.pins);
  const isFree = (asked: readonly number[] | 'all') => pin.kind === 'none' && asked === 'all';
  const deal = (from: readonly number[], index: number) =>
    from[pin.kind === 'random' ? random.below(from.length) : index % from.length]!;
  return people.map((index) => ({
    ...(!isFree(options.senders) && { sender: deal(senders, index) }),
    ...(!isFree(options.receivers) && { receiver: deal(receivers, index) }),
  }));
}

function numbers(
  service: LiveInstance['service'],
  asked: readonly number[] | 'all',
  live: readonly LiveInstance[],
): number[] {
  const there = live.filter((instance) => instance.service === service).map(({ number }) => number);
  if (there.length === 0) throw new RunOptionsError(`No ${service} lives.`);
  if (asked === 'all') return there;
  const missing = asked.find((number) => !there.includes(number));
  if (missing !== undefined)
    throw new RunOptionsError(`There is no ${service}-${missing}; alive: ${there.join(', ')}.`);
  return [...asked];
}
