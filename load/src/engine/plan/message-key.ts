/** The tag of a run has so many bits; the number of the operation has the other 32 that a version 7 leaves free. */
export const TAG_BITS = 30;

/**
 * Idempotency keys as UUIDs of version 7 (RFC 9562, with 12 bits below the millisecond): the time is that at which the
 * message was due, the rest says which run it is of and which operation. So whoever receives the message knows from
 * the key alone how late it is.
 */
export class MessageKeys {
  private readonly tag: string;

  /** `tag` is random for each run, `beganAtMs` the run's beginning since the epoch. */
  constructor(
    tag: number,
    private readonly beganAtMs: number,
  ) {
    const high = (0x8000 | (tag >>> 16)).toString(16);
    this.tag = `${high}-${hex(tag & 0xffff, 4)}`;
  }

  /** `dueAt` in milliseconds since the run began. */
  make(dueAt: number, operation: number): string {
    const at = this.beganAtMs + dueAt;
    const ms = Math.floor(at);
    const time = hex(ms, 12);
    const fraction = hex(Math.min(4095, Math.round((at - ms) * 4096)), 3);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${fraction}-${this.tag}${hex(operation, 8)}`;
  }

  /** Null: no key of this run. */
  read(key: string | null): { dueAt: number; operation: number } | null {
    if (key?.length !== 36 || key.slice(19, 28) !== this.tag) return null;
    const ms = parseInt(key.slice(0, 8) + key.slice(9, 13), 16);
    const fraction = parseInt(key.slice(15, 18), 16) / 4096;
    return { dueAt: ms + fraction - this.beganAtMs, operation: parseInt(key.slice(28), 16) };
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
