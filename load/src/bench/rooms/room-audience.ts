import { inParallel } from '../../target/bounded.js';
import { startAudience, type Audience } from '../listeners/audience.js';
import { markedText, nowUs } from '../listeners/marks.js';
import type { Room } from './room.js';
import { countOf, holdRate, type Rung } from './rung.js';

const OPEN_AT_ONCE = 50;
const GATHER_WITHIN_MS = 60_000;
/** How long is waited until something is said anew that not everybody has heard. */
const CALL_AGAIN_MS = 1000;
const LOOK_EVERY_MS = 20;
const CALLS_AT_ONCE = 16;

/** All listeners of a room, in a process of their own. */
export class RoomAudience {
  private audience: Audience | null = null;
  /** The highest mark said in any of the chats. */
  private number = 0;

  constructor(private readonly room: Room) {}

  /** Resolves when all listen. `messageAdded` does not tell when it does, so something is said until all have heard it. */
  async gather(): Promise<void> {
    const audience = await startAudience();
    this.audience = audience;
    await audience.tell('open', { listeners: await this.room.listeners(), atOnce: OPEN_AT_ONCE });
    const deadline = performance.now() + GATHER_WITHIN_MS;
    do {
      if (performance.now() > deadline) throw new Error('not everybody in the room hears what is said');
      await this.call();
    } while (!(await this.areAllAt(this.number)));
  }

  /** Throws if a delivery was lost or doubled. Who was sent away for not keeping up is gathered again. */
  async hold(perSecond: number, seconds: number): Promise<Rung> {
    const holding = { perSecond, seconds, firstNumber: this.number + 1 };
    this.number += Math.ceil(countOf(holding) / this.room.chats);
    const rung = await holdRate(this.audience!, this.room, holding);
    if (rung.doubled > 0) throw new Error(`doubled: ${JSON.stringify(rung)}`);
    if (rung.ended > 0) {
      await this.leave();
      await this.gather();
    }
    return rung;
  }

  async leave(): Promise<void> {
    await this.audience?.stop();
    this.audience = null;
  }

  private async call(): Promise<void> {
    const text = markedText({ number: ++this.number, scheduledUs: nowUs() });
    const chats = Array.from({ length: this.room.chats }, (_, chat) => chat);
    await inParallel(chats, CALLS_AT_ONCE, (chat) => this.room.say(text, chat));
  }

  private async areAllAt(number: number): Promise<boolean> {
    const deadline = performance.now() + CALL_AGAIN_MS;
    do {
      const { quietest, endedBecause } = await this.audience!.tell('heard', null);
      if (endedBecause !== null) throw new Error(`a listener was sent away: ${endedBecause}`);
      if (quietest >= number) return true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    } while (performance.now() < deadline);
    return false;
  }
}
