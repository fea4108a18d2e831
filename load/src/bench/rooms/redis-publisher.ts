import { once } from 'node:events';
import { connect } from 'node:net';

/** PUBLISH and nothing else, so that what publishes costs the machine next to nothing. */
export interface RedisPublisher {
  /** Resolves once Redis has taken it. */
  publish(channel: string, payload: string): Promise<void>;
  stop(): void;
}

export async function connectPublisher(redisUrl: string): Promise<RedisPublisher> {
  const { hostname, port, username, password } = new URL(redisUrl);
  const socket = connect(Number(port || 6379), hostname);
  socket.setNoDelay();
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += String(chunk);
    const lines = text.split('\r\n');
    text = lines.pop()!;
    for (const line of lines) {
      const asked = waiting.shift();
      if (line.startsWith('-')) asked?.reject(new Error(`Redis: ${line.slice(1)}`));
      else asked?.resolve();
    }
  });
  socket.on('close', () => waiting.splice(0).forEach(({ reject }) => reject(new Error('Redis has gone'))));
  const command = (...words: string[]) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ resolve, reject });
      const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
      socket.write(`*${words.length}\r\n${parts.join('')}`);
    });
  await once(socket, 'connect');
  if (password) await command('AUTH', ...(username ? [username] : []), decodeURIComponent(password));
  return {
    publish: (channel, payload) => command('PUBLISH', channel, payload),
    stop: () => socket.destroy(),
  };
}
