import { connect, type Socket } from 'node:net';

/** Asks for a WebSocket; resolves with the first line of the answer, and the connection, which stays open. */
export function upgrade(url: string): Promise<{ line: string; socket: Socket }> {
  const { hostname: host, port, pathname } = new URL(url);
  const handshake = [
    `GET ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) }, () =>
      socket.write(`${handshake.join('\r\n')}\r\n\r\n`),
    );
    socket.once('error', reject);
    socket.once('data', (data) => resolve({ line: data.toString().split('\r\n', 1)[0] ?? '', socket }));
  });
}
