import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes over a socket that asked for an Upgrade. Errors of the socket already have a listener. */
export type UpgradeHandler = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n';

/**
 * The only `upgrade` listener of a server. Node hands over the bare socket: without an error listener a reset of it
 * is an uncaught exception, and without an answer it stays open for ever. So: error listener first, then the handler
 * of the exact path, or 404 and the end.
 */
export class UpgradeDispatch {
  private readonly handlers = new Map<string, UpgradeHandler>();
  private readonly sockets = new Set<Duplex>();

  constructor(server: Server, servedBy: string) {
    const refusal = `${NOT_FOUND}X-Served-By: ${servedBy}\r\n\r\n`;
    server.prependListener('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const handler = this.handlers.get((request.url ?? '').split('?', 1)[0]!);
      if (!handler) {
        socket.end(refusal, () => socket.destroy());
        return;
      }
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      handler(request, socket, head);
    });
  }

  claim(path: string, handler: UpgradeHandler): void {
    if (this.handlers.has(path)) throw new Error(`Upgrade of ${path} has a handler already.`);
    this.handlers.set(path, handler);
  }

  /** Ends what its handler has not ended: an upgraded socket would keep the server from closing. */
  destroySockets(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
