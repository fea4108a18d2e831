/** A bare `ws` broadcast: what comes in is made JSON once and sent to all. No login, no rooms, no order, no resume. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

/** The protocol that the listeners of the bench ask for; nothing of it is spoken here. */
const LISTENERS_PROTOCOL = 'graphql-transport-ws';

const server = createServer((request, response) => {
  text(request).then(
    (body) => {
      broadcast(body);
      response.setHeader('content-type', 'application/json').end('{}');
    },
    (error: unknown) => response.destroy(error as Error),
  );
});
const sockets = new WebSocketServer({
  server,
  perMessageDeflate: false,
  handleProtocols: (offered) => (offered.has(LISTENERS_PROTOCOL) ? LISTENERS_PROTOCOL : false),
});

function broadcast(body: string): void {
  const frame = Buffer.from(JSON.stringify({ message: JSON.parse(body) as unknown }));
  for (const socket of sockets.clients) {
    if (socket.readyState === socket.OPEN) socket.send(frame, { binary: false });
  }
}

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
