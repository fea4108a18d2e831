/** A bare `ws` broadcast: what comes by IPC is made JSON once and sent to all. No login, no rooms, no order, no resume. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** What the listeners of the bench ask for; nothing of it is spoken here. */
const LISTENERS_PROTOCOL = 'graphql-transport-ws';

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  perMessageDeflate: false,
  handleProtocols: (offered) => (offered.has(LISTENERS_PROTOCOL) ? LISTENERS_PROTOCOL : false),
});
server.once('listening', () => {
  process.send?.({ wsUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});

process.on('message', ({ json }: { json: string }) => {
  // As from another process: read, then written for those who listen.
  const frame = Buffer.from(JSON.stringify(JSON.parse(json)));
  for (const socket of server.clients) {
    if (socket.readyState === socket.OPEN) socket.send(frame, { binary: false });
  }
});
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
