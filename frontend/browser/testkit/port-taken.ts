import { createServer, type Server } from 'node:net';
import { eventually, type Stack } from '@converge/test/testkit';

/**
 * Kills an instance and takes its port, so that the stack cannot start it again: gone for good, until given back. Its
 * clients are refused as if nobody listened.
 */
export function portTakenFrom(stack: Stack, name: string): { isTaken: Promise<void>; giveBack: () => void } {
  const { port } = new URL(stack.directUrl(name));
  const taker = createServer((socket) => socket.resetAndDestroy());
  const take = async () => {
    await stack.kill(name);
    await eventually(`the port of ${name} is taken`, () => listens(taker, Number(port)));
  };
  return { isTaken: take(), giveBack: () => taker.close() };
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}
