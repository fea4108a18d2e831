import type { FollowerSpec, Known, Resumed } from './commands.js';
import { Follower, wrongOf } from './follower.js';
import { inParallel } from '../../target/bounded.js';

/** All following clients of the process. */
export class FollowerGroup {
  private followers: Follower[] = [];
  private fault: string | null = null;

  async follow(specs: readonly FollowerSpec[], atOnce: number): Promise<void> {
    this.followers = specs.map((spec) => new Follower(spec, (why) => (this.fault ??= why)));
    await inParallel(this.followers, atOnce, (each) => each.connect(0));
  }

  cut(): void {
    for (const each of this.followers) each.cut();
  }

  async resume(upTo: number): Promise<Resumed> {
    const attemptsBefore = this.attempts();
    const begun = performance.now();
    const eachMs = await Promise.all(
      this.followers.map(async (each) => {
        await each.connect(upTo);
        return performance.now() - begun;
      }),
    );
    eachMs.sort((a, b) => a - b);
    return { ms: eachMs.at(-1)!, eachMs, connectAttempts: this.attempts() - attemptsBefore };
  }

  known(): Known {
    if (this.fault) throw new Error(`a follower ${this.fault}`);
    return wrongOf(this.followers);
  }

  private attempts(): number {
    return this.followers.reduce((sum, each) => sum + each.connectAttempts, 0);
  }
}
