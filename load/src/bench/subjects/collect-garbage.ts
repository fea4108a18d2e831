import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Where Node's inspector listens once a process is sent SIGUSR1. */
const INSPECTOR = 'http://127.0.0.1:9229/json';
const OPEN_WITHIN_MS = 5000;
const LOOK_EVERY_MS = 50;
/** What is unreachable only since the collection before may need another. */
const COLLECTIONS = 3;
/** The inspector must be closed from inside, by a process that nobody inspects any more. */
const CLOSE = `setTimeout(() => process.getBuiltinModule('node:inspector').close(), 50)`;

/**
 * Has a Node process of this machine collect its garbage: V8 leaves an idle process what its busy hour has left, for
 * hours if nothing happens. Its inspector is open meanwhile; only one process at a time can have it open.
 */
export async function collectGarbage(pid: number): Promise<void> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await inspectorUrl());
  await once(socket, 'open');
  let lastId = 0;
  const ask = async (method: string, params: object = {}): Promise<{ result?: { value?: unknown } }> => {
    const id = ++lastId;
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer];
      const message = JSON.parse(String(data)) as { id?: number; error?: unknown; result: object };
      if (message.error) throw new Error(`the inspector of ${pid} refused: ${String(data)}`);
      if (message.id === id) return message.result;
    }
  };
  try {
    const { result } = await ask('Runtime.evaluate', { expression: 'process.pid' });
    if (result?.value !== pid)
      throw new Error(`another process (${String(result?.value)}) has the inspector's port`);
    for (let n = 0; n < COLLECTIONS; n++) await ask('HeapProfiler.collectGarbage');
    await ask('Runtime.evaluate', { expression: CLOSE });
  } finally {
    socket.terminate();
  }
  await untilClosed();
}

async function inspectorUrl(): Promise<string> {
  const deadline = performance.now() + OPEN_WITHIN_MS;
  for (;;) {
    const [target] = (await targets()) ?? [];
    if (target) return target.webSocketDebuggerUrl;
    if (performance.now() > deadline) throw new Error(`no inspector listens at ${INSPECTOR}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function untilClosed(): Promise<void> {
  while (await targets()) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

/** Null: nobody listens there. */
async function targets(): Promise<{ webSocketDebuggerUrl: string }[] | null> {
  try {
    const response = await fetch(INSPECTOR, { headers: { connection: 'close' } });
    return (await response.json()) as { webSocketDebuggerUrl: string }[];
  } catch (error) {
    if (error instanceof TypeError) return null; // fetch: connection refused
    throw error;
  }
}
