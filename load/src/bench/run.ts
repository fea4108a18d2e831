import { createContext, type Effort } from './context.js';
import { thisPlace } from './machine.js';
import type { Part } from './part.js';
import type { Progress } from './progress.js';
import { checkResult, type Measured } from './results.js';
import { watchStolenTime } from './stolen-time.js';

/** One part from start to end; what it started has ended when this resolves or rejects. */
export async function runPart(part: Part, effort: Effort, progress: Progress): Promise<Measured> {
  const begun = performance.now();
  const stolenTime = watchStolenTime();
  const { context, end } = createContext(effort, progress);
  try {
    const result = await part.run(context);
    checkResult(part.name, result);
    const stolen = stolenTime();
    return {
      at: new Date().toISOString(),
      seconds: Math.round((performance.now() - begun) / 1000),
      rounds: effort.rounds,
      place: thisPlace(),
      ...(stolen !== null && { stolen }),
      result,
    };
  } finally {
    await end();
  }
}
