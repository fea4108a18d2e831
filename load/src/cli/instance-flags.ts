import type { Pin, RunOptions } from '../engine/run-options.js';

type Which = RunOptions['senders'];

/** Of a service, in a stack of our own: the local stack starts no more. */
export const MOST_INSTANCES = 50;

/** 'all' or '1,3': the instances that take part; undefined when it is neither. */
export function parseInstances(text: string): Which | undefined {
  if (text === 'all') return 'all';
  if (!/^[1-9]\d?(,[1-9]\d?)*$/.test(text)) return undefined;
  return [...new Set(text.split(',').map(Number))].sort((a, b) => a - b);
}

/** 'none', 'round-robin', 'random' or 's1:r2,s2:r1'; undefined when it is none of them. */
export function parsePin(text: string): Pin | undefined {
  if (text === 'none' || text === 'round-robin' || text === 'random') return { kind: text };
  const pairs = text.split(',').map((pair) => /^s([1-9]\d?):r([1-9]\d?)$/.exec(pair));
  if (!pairs.every((pair) => pair !== null)) return undefined;
  return {
    kind: 'pairs',
    pairs: pairs.map(([, sender, receiver]) => ({ sender: Number(sender), receiver: Number(receiver) })),
  };
}

/** What the three flags say together: a pin that was not asked for follows from the instances. Throws an Error. */
export function pinFor(pin: Pin | undefined, senders: Which, receivers: Which): Pin {
  const isRestricted = senders !== 'all' || receivers !== 'all';
  if (pin === undefined) return { kind: isRestricted ? 'round-robin' : 'none' };
  if (pin.kind === 'none' && isRestricted) {
    throw new Error(
      '--pin none lets nginx choose among all instances: leave --senders and --receivers out, or take --pin round-robin.',
    );
  }
  if (pin.kind !== 'pairs') return pin;
  for (const { sender, receiver } of pin.pairs) {
    requireAmong(senders, sender, 's', '--senders');
    requireAmong(receivers, receiver, 'r', '--receivers');
  }
  return pin;
}

/** The pairs say who takes part, among those that may. */
function requireAmong(which: Which, number: number, letter: string, flag: string): void {
  if (which === 'all' || which.includes(number)) return;
  throw new Error(
    `--pin names ${letter}${number}, which ${flag} leaves out: add it there, or take another pair.`,
  );
}

/** How many instances a stack of our own needs for these flags: as `npm start` has, unless they name some. */
export function stackSizeFor({
  senders,
  receivers,
  pin,
}: Pick<RunOptions, 'senders' | 'receivers' | 'pin'>): {
  senders: number;
  receivers: number;
} {
  const pairs = pin.kind === 'pairs' ? pin.pairs : [];
  const most = (which: Which, paired: number[]): number => {
    const named = [...(which === 'all' ? [] : which), ...paired];
    return named.length === 0 ? USUAL_INSTANCES : Math.max(...named);
  };
  return {
    senders: most(
      senders,
      pairs.map(({ sender }) => sender),
    ),
    receivers: most(
      receivers,
      pairs.map(({ receiver }) => receiver),
    ),
  };
}

const USUAL_INSTANCES = 2;
