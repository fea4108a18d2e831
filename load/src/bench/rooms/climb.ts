import type { Rung } from './rung.js';

export interface ClimbOptions {
  /** Held whatever they show: what subjects are compared at. Rising. */
  always: readonly number[];
  /** Beyond them, step by step. */
  step: number;
  most: number;
  /** The answer is this near to the truth; all else are multiples of it. */
  finest: number;
  isKept(rung: Rung): boolean;
  /** Holds a rate for longer: a queue that grows slowly does not show in a few seconds. */
  confirm(perSecond: number): Promise<Rung>;
}

/**
 * The highest rate that is kept, and every rung on the way: up in steps until one is not kept twice running, then
 * halving what lies between; then down again until one is kept for longer, too. Null: none was kept.
 */
export async function climb(
  options: ClimbOptions,
  hold: (perSecond: number) => Promise<Rung>,
): Promise<{ rungs: Rung[]; highest: Rung | null }> {
  const { always, step, most, finest, isKept } = options;
  const rungs: Rung[] = [];
  let highest: Rung | null = null;
  let broken = Infinity;
  /** One hiccup of the machine is not the end of the road. */
  const tries = async (perSecond: number, times: number) => {
    for (let nth = 0; nth < times; nth++) {
      const rung = await hold(perSecond);
      rungs.push(rung);
      if (!isKept(rung)) continue;
      if (perSecond > (highest?.perSecond ?? 0)) highest = rung;
      return;
    }
    broken = Math.min(broken, perSecond);
  };
  for (const perSecond of always) await tries(perSecond, perSecond < broken ? 2 : 1);
  for (let next = always.at(-1)! + step; next <= most && broken === Infinity; next += step)
    await tries(next, 2);
  for (;;) {
    const kept: number = highest === null ? 0 : (highest as Rung).perSecond;
    if (broken === Infinity || broken - kept <= finest)
      return { rungs, highest: await confirmed(options, kept) };
    await tries(kept + finest * Math.floor((broken - kept) / 2 / finest), 1);
  }
}

async function confirmed({ finest, isKept, confirm }: ClimbOptions, from: number): Promise<Rung | null> {
  for (let perSecond = from; perSecond > 0; perSecond -= finest) {
    for (let nth = 0; nth < 2; nth++) {
      const rung = await confirm(perSecond);
      if (isKept(rung)) return rung;
    }
  }
  return null;
}
