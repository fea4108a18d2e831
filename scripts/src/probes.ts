import { get } from 'node:http';
import { connect } from 'node:net';

/** More than any healthy process on this machine needs for an answer. */
const ANSWER_WITHIN_MS = 2_000;

/** Whether `GET url` answers 200. */
export function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: ANSWER_WITHIN_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

const ASK_AGAIN_AFTER_MS = 50;

/** Whether `GET url` answers 200 at last; asked once at least. */
export async function answersOkWithin(url: string, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await answersOk(url))) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER_MS));
  }
  return true;
}

/** Whether a Redis answers PING there; one that asks for a password first is a Redis too, one that is loading is not up yet. */
export function redisAnswers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_WITHIN_MS }, () => socket.write('PING\r\n'));
    const answer = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('data', (data) => answer(/^(\+PONG|-NOAUTH|-NOPERM)/.test(data.toString())));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
  });
}
