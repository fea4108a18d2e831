/**
 * The little of RFC 6455 that a client of a local server needs, without a copy of what is heard: a listener's cost
 * must not drown what is measured. Frames from the server are unmasked and whole.
 */
export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** The longest payload whose length fits the frames made here. */
const LONGEST_SENT = 0xffff;

/** One frame to the server. Masked by zeros: the protocol asks for a mask, and nobody is in between to be protected from. */
export function clientFrame(opcode: number, payload: Buffer | string): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (body.length > LONGEST_SENT) throw new Error(`a frame of ${body.length} bytes is not made here`);
  const isShort = body.length < 126;
  const head = Buffer.alloc(isShort ? 6 : 8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (isShort ? body.length : 126);
  if (!isShort) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/**
 * Hands each whole frame in `bytes[from, upTo)` to `take` as (opcode, start, end) of its payload, and answers where
 * the first frame begins that is not whole yet. Throws on what a server should not send.
 */
export function readFrames(
  bytes: Uint8Array,
  from: number,
  upTo: number,
  take: (opcode: number, start: number, end: number) => void,
): number {
  let at = from;
  while (upTo - at >= 2) {
    const first = bytes[at]!;
    const second = bytes[at + 1]!;
    if ((first & 0x80) === 0 || (second & 0x80) !== 0)
      throw new Error('a frame in pieces, or a masked one, came from the server');
    let start = at + 2;
    let length = second;
    if (second === 126) {
      if (upTo - at < 4) break;
      length = bytes[at + 2]! * 0x100 + bytes[at + 3]!;
      start = at + 4;
    } else if (second === 127) {
      if (upTo - at < 10) break;
      // The upper four bytes are of no use to anybody: no frame has 4 GB.
      length = ((bytes[at + 6]! * 0x100 + bytes[at + 7]!) * 0x100 + bytes[at + 8]!) * 0x100 + bytes[at + 9]!;
      start = at + 10;
    }
    if (upTo - start < length) break;
    take(first & 0x0f, start, start + length);
    at = start + length;
  }
  return at;
}
