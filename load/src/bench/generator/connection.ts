import { connect, type Socket } from 'node:net';

/** Answers here are some hundred bytes; one that is larger comes in several reads. */
const READ_BYTES = 16 * 1024;

/**
 * A keep-alive connection with one request under way at a time, as little as HTTP can cost: the generator shares its
 * machine with what it measures. Anything but a 200 with a Content-Length and without GraphQL errors is an error.
 */
export class Connection {
  private unread = '';
  private onAnswer: ((body: string) => void) | undefined;
  private isClosed = false;

  private constructor(
    private readonly socket: Socket,
    private readonly onError: (error: Error) => void,
  ) {}

  /** `onError` hears of what ends the connection: a refusal, a cut. */
  static open(url: string, onError: (error: Error) => void): Promise<Connection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      const onread = {
        buffer,
        callback: (bytes: number) => {
          connection.read(buffer.toString('latin1', 0, bytes));
          return true;
        },
      };
      const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
      const connection = new Connection(socket, onError);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.on('error', (error) => connection.fail(error));
        socket.on('close', () => connection.fail(new Error(`${url} closed the connection`)));
        resolve(connection);
      });
      socket.once('error', reject);
    });
  }

  /** Sends a request; `onAnswer` gets the body of its answer. */
  send(bytes: Buffer, onAnswer: (body: string) => void): void {
    this.onAnswer = onAnswer;
    this.socket.write(bytes);
  }

  close(): void {
    this.isClosed = true;
    this.socket.destroy();
  }

  private read(text: string): void {
    this.unread = this.unread === '' ? text : this.unread + text;
    const headEnd = this.unread.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /content-length: (\d+)/i.exec(this.unread.slice(0, headEnd))?.[1];
    const bodyAt = headEnd + 4;
    if (length !== undefined && this.unread.length < bodyAt + Number(length)) return;
    const body = this.unread.slice(bodyAt);
    const isGood =
      length !== undefined && this.unread.startsWith('HTTP/1.1 200') && !body.includes('"errors"');
    if (!isGood) return this.fail(new Error(`refused: ${this.unread.slice(0, 1000)}`));
    this.unread = '';
    this.onAnswer!(body);
  }

  private fail(error: Error): void {
    if (this.isClosed) return;
    this.close();
    this.onError(error);
  }
}
