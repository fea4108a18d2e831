import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A small real HTTP server that answers as an instance of a service would, and notes what it is asked. */
export class StandIn {
  /** Of its GraphQL path. */
  readonly asked: Pick<IncomingMessage, 'method' | 'headers'>[] = [];
  isReady = true;
  /** It takes requests and says nothing. */
  isFrozen = false;

  private constructor(
    readonly name: string,
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  /** `where`: an address of this machine, and a port if not any. */
  static async listen(name: string, where: { host?: string; port?: number } = {}): Promise<StandIn> {
    const sockets = new Set<Socket>();
    const server = createServer();
    const standIn = new StandIn(name, server, sockets);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.once('error', () => undefined);
    });
    server.on('request', (request, response) => {
      if (request.url?.split('?')[0] === '/graphql') standIn.asked.push(request);
      if (standIn.isFrozen) return;
      const isFine = request.url !== '/health/ready' || standIn.isReady;
      response.writeHead(isFine ? 200 : 503, { 'x-served-by': name, 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: { instance: { id: name } } }));
    });
    server.on('upgrade', (_request, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nX-Served-By: ${name}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      );
    });
    const { host = '127.0.0.1', port = 0 } = where;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return standIn;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `127.0.0.1:12345`. */
  get origin(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `${address}:${port}`;
  }

  /** It dies: whoever is connected is cut off. */
  async die(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
