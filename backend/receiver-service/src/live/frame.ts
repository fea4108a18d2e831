const TEXT = 0x81; // the whole message in one frame, of text
const SHORT_MAX = 125;
const MEDIUM_MAX = 0xffff;
const NO_BYTES = Buffer.alloc(0);

/** A text frame from a server, whole and unmasked (RFC 6455 §5.2): a string, then what is bytes already. */
export function textFrame(text: string, rest: Buffer = NO_BYTES): Buffer {
  const textBytes = Buffer.byteLength(text);
  const length = textBytes + rest.length;
  const header = length <= SHORT_MAX ? 2 : length <= MEDIUM_MAX ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = TEXT;
  if (length <= SHORT_MAX) frame[1] = length;
  else if (length <= MEDIUM_MAX) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt16BE(0, 2);
    frame.writeUIntBE(length, 4, 6);
  }
  frame.write(text, header);
  rest.copy(frame, header + textBytes);
  return frame;
}

/** A result as bytes, encoded once for however many it goes to, each under the id of their own operation. */
export class Payload {
  private readonly end: Buffer;
  private prefix: string | undefined;
  private frame: Buffer | undefined;

  constructor(json: string) {
    this.end = Buffer.from(`${json}}`);
  }

  /** `{"id":…,"type":"next","payload":` and the result. One frame for all who use the same id one after another. */
  frameFor(prefix: string): Buffer {
    if (this.frame === undefined || this.prefix !== prefix) {
      this.prefix = prefix;
      this.frame = textFrame(prefix, this.end);
    }
    return this.frame;
  }
}
