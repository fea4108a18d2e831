import { startAudience, type Audience } from '../listeners/audience.js';
import { markedText, nowUs } from '../listeners/marks.js';
import type { Room } from './room.js';
import { holdRate, type Rung } from './rung.js';

const OPEN_AT_ONCE = 50;
/** How often something is said until everybody has heard it. */
const CALL_EVERY_MS = 100;

/** All listeners of a room, in a process of their own. */
export class RoomAudience {
  private audience: Audience | null = null;
  private size = 0;
  /** Of the last mark said in the room. */
  private number = 0;

  constructor(private readonly room: Room) {}

  /** Resolves when all listen. `messageAdded` does not tell when it does, so something is said until all have heard it. */
  async gather(): Promise<void> {
    const listeners = await this.room.listeners();
    this.size = listeners.length;
    this.audience = await startAudience();
    await this.audience.tell('open', { listeners, atOnce: OPEN_AT_ONCE });
    for (let heard = 0; heard < this.number || heard === 0;) {
      await this.room.say(markedText({ number: ++this.number, scheduledUs: nowUs() }));
      await new Promise((resolve) => setTimeout(resolve, CALL_EVERY_MS));
      heard = (await this.audience.tell('heard', null)).quietest;
    }
  }

  /** Throws if a delivery was lost or doubled. Who was sent away for not keeping up is gathered again. */
  async hold(perSecond: number, seconds: number): Promise<Rung> {
    const before = this.number;
    const rung = await holdRate(this.audience!, {
      ...{ perSecond, seconds, listeners: this.size, pid: this.room.pid },
      say: (text) => this.room.say(text),
      numberOf: (index) => (this.number = before + index + 1),
    });
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
}
