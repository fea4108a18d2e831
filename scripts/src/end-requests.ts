import { reasonOf } from './stack-error.js';

/** npm hands Ctrl-C on to a process that has had it from the terminal already: that is one Ctrl-C. */
const SAME_REQUEST_MS = 500;
/** How often it is looked whether npm is still there. */
const LOOK_EVERY_MS = 500;

/**
 * Resolves when somebody wants the stack to end: Ctrl-C, SIGTERM, SIGHUP (the terminal was closed), the end of a
 * parent that holds an IPC channel (a test), the end of npm. Rejects for an error that nobody caught.
 */
export function onEndRequested(react: { again: () => void; say: (text: string) => void }): Promise<void> {
  return new Promise((resolve, reject) => {
    let askedAt: number | undefined;
    const end = (why: string) => {
      if (askedAt !== undefined) {
        if (Date.now() - askedAt < SAME_REQUEST_MS) return;
        react.say(`${why} again: killing what is left …`);
        return react.again();
      }
      askedAt = Date.now();
      react.say(`${why}: stopping everything (again: at once) …`);
      resolve();
    };
    process.on('SIGINT', () => end('Ctrl-C'));
    process.on('SIGTERM', () => end('SIGTERM'));
    process.on('SIGHUP', () => end('SIGHUP'));
    if (process.channel !== undefined) process.once('disconnect', () => end('The parent has gone'));
    if (process.env.npm_lifecycle_event !== undefined) onParentGone(() => end('npm has gone'));
    const fail = (error: unknown) => {
      if (askedAt !== undefined) react.say(`while stopping: ${reasonOf(error)}`);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
  });
}

/** npm passes signals on, but a killed npm cannot: then this process gets another parent. */
function onParentGone(react: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    react();
  }, LOOK_EVERY_MS);
  timer.unref();
}
