import { describe, expect, it } from '@jest/globals';
import type { Writable } from 'node:stream';
import * as ws from 'ws';
import { Payload, textFrame } from './frame.js';

/** What reads the frames of a peer in ws; its types leave it out. */
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable };

/** What a WebSocket peer reads out of these bytes. */
async function read(...frames: Buffer[]): Promise<string[]> {
  const receiver = new Receiver({ isServer: false });
  const texts: string[] = [];
  receiver.on('message', (data: Buffer) => texts.push(String(data)));
  for (const frame of frames) await new Promise((resolve) => receiver.write(frame, resolve));
  return texts;
}

describe('a frame', () => {
  it('is read by a peer as it was written, whatever its length and letters', async () => {
    const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) => 'x'.repeat(length));
    texts.push('Grüße, 世界 🙂', '🙂'.repeat(40));
    await expect(read(...texts.map((text) => textFrame(text)))).resolves.toEqual(texts);
  });

  it('of a result has the id of each who asked, and is one for all of the same id', async () => {
    const payload = new Payload('{"data":{"name":"Zoë"}}');
    const prefix = (id: string) => `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    const frames = ['1', '1', 'ä"', '1'].map((id) => payload.frameFor(prefix(id)));
    expect(frames[1]).toBe(frames[0]);
    const told = (await read(...frames)).map((text) => JSON.parse(text) as unknown);
    expect(told).toEqual(
      ['1', '1', 'ä"', '1'].map((id) => ({ id, type: 'next', payload: { data: { name: 'Zoë' } } })),
    );
  });
});
