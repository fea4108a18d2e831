import { randomUUID } from 'node:crypto';
import { KEY, type Shot } from './load.js';

/** The whole HTTP request of a shot as bytes that are made once; only the key is written into them anew. */
export class RequestBytes {
  private readonly bytes: Buffer;
  private readonly keyAt: number;

  constructor({ url, token, query, variables }: Shot) {
    const { host, pathname } = new URL(url);
    const body = JSON.stringify({ query, variables });
    const head = [
      `POST ${pathname} HTTP/1.1`,
      `host: ${host}`,
      'content-type: application/json',
      `authorization: Bearer ${token}`,
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    this.bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
    this.keyAt = this.bytes.indexOf(KEY);
  }

  /** Good until the next call: what was written before must have been answered. */
  next(): Buffer {
    if (this.keyAt >= 0) this.bytes.write(randomUUID(), this.keyAt, 'latin1');
    return this.bytes;
  }
}
