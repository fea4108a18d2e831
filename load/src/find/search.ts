/** How a knee is looked for. Rates are operations a second. */
export interface SearchPlan {
  from: number;
  step: (rate: number) => number;
  /** No rate above this is tried. */
  most: number;
  /** How often the interval between what held and what broke is halved. */
  halvings: number;
  /** How often a rate may miss before it counts as broken: one hiccup of the machine is no knee. */
  tries: number;
}

/**
 * What trying a rate came to. `wrong`: messages were lost, doubled, …; no search goes on from there.
 * `stopped`: somebody wants it to end.
 */
export type Trial = 'held' | 'missed' | 'wrong' | 'stopped';

export interface Knee {
  /** The highest rate that held; null if none did. */
  highestHeld: number | null;
  /** The lowest that broke; null if even `most` held. */
  lowestBroken: number | null;
  endedBy: 'found' | 'most' | 'wrong' | 'stopped';
}

/**
 * Steps the rate up until it breaks, then halves the interval between the last that held and the first that did not. If
 * the very first breaks, the interval begins at 0.
 */
export async function findKnee(plan: SearchPlan, tryRate: (rate: number) => Promise<Trial>): Promise<Knee> {
  let held: number | null = null;
  let broken: number | null = null;
  let rate = Math.min(plan.from, plan.most);
  let left = plan.halvings;
  for (;;) {
    const trial = await tryTimes(plan.tries, rate, tryRate);
    if (trial === 'wrong' || trial === 'stopped') {
      return { highestHeld: held, lowestBroken: trial === 'wrong' ? rate : broken, endedBy: trial };
    }
    if (trial === 'held') held = rate;
    else broken = rate;
    if (broken === null) {
      if (rate === plan.most) return { highestHeld: held, lowestBroken: null, endedBy: 'most' };
      rate = Math.min(plan.step(rate), plan.most);
      continue;
    }
    const middle = rounded(((held ?? 0) + broken) / 2);
    if (left === 0 || middle <= (held ?? 0) || middle >= broken) {
      return { highestHeld: held, lowestBroken: broken, endedBy: 'found' };
    }
    left -= 1;
    rate = middle;
  }
}

async function tryTimes(
  tries: number,
  rate: number,
  tryRate: (rate: number) => Promise<Trial>,
): Promise<Trial> {
  let trial: Trial = 'missed';
  for (let n = 0; n < tries && trial === 'missed'; n += 1) trial = await tryRate(rate);
  return trial;
}

/** Three digits are more than a search can tell; a rate below 1 is kept to a hundredth. */
const rounded = (rate: number): number =>
  rate < 1 ? Math.max(0.01, Number(rate.toFixed(2))) : Number(rate.toPrecision(3));
