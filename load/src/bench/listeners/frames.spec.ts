import { expect, test } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { clientFrame, OPCODE, readFrames } from './frames.js';

/** A frame as a server makes it. */
function serverFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : body.length < 0x10000
        ? Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff])
        : Buffer.from([
            0x81,
            127,
            0,
            0,
            0,
            0,
            0,
            body.length >> 16,
            (body.length >> 8) & 0xff,
            body.length & 0xff,
          ]);
  return Buffer.concat([head, body]);
}

test('frames of every length are read, wherever the bytes are cut', () => {
  const texts = ['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'd'.repeat(70_000), 'e'];
  const bytes = Buffer.concat(texts.map(serverFrame));
  for (const cut of [0, 1, 2, 3, 130, 131, 133, 300, 70_100, bytes.length]) {
    const heard: string[] = [];
    const take = (opcode: number, start: number, end: number) => {
      expect(opcode).toBe(OPCODE.text);
      heard.push(bytes.toString('utf8', start, end));
    };
    const rest = readFrames(bytes, 0, cut, take);
    expect(rest).toBeLessThanOrEqual(cut);
    expect(readFrames(bytes, rest, bytes.length, take)).toBe(bytes.length);
    expect(heard).toEqual(texts);
  }
});

test('what a server must not send is not taken', () => {
  const take = () => undefined;
  expect(() => readFrames(Buffer.from([0x01, 1, 97]), 0, 3, take)).toThrow();
  expect(() => readFrames(clientFrame(OPCODE.text, 'a'), 0, 7, take)).toThrow();
  expect(() => clientFrame(OPCODE.text, 'a'.repeat(70_000))).toThrow();
});

test('a real server understands the frames that are made', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { RawSocket } = await import('./raw-socket.js');
  const heard: string[] = [];
  server.on('connection', (ws) => ws.on('message', (data) => ws.send(`${String(data)}!`)));
  const { port } = server.address() as { port: number };
  const done = new Promise<void>((resolve, reject) => {
    const socket = new RawSocket(`ws://127.0.0.1:${port}/`, {
      onOpen: () => ['short', 'long'.repeat(100)].forEach((text) => socket.send(text)),
      onText: (bytes, start, end) => {
        heard.push(bytes.toString('utf8', start, end));
        if (heard.length === 2) socket.cut();
      },
      onEnd: (why) => (heard.length === 2 ? resolve() : reject(new Error(why))),
    });
  });
  await done;
  expect(heard).toEqual(['short!', `${'long'.repeat(100)}!`]);
  await new Promise((resolve) => server.close(resolve));
});
