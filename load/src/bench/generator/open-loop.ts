import { Connection } from './connection.js';
import type { OpenLoad, OpenOutcome } from './load.js';
import { PersistedWatch } from './persisted-watch.js';
import { Times } from './quantiles.js';
import { RequestBytes } from './request-bytes.js';

/** How often it is looked what is due: half of it is the mean lateness of the generator itself. */
const TICK_MS = 1;

/** A connection with its own shot; free while nothing is under way on it. */
interface Lane {
  connection: Connection;
  request: RequestBytes;
}

/** Sends by the schedule; latencies from the scheduled time. Rejects at the first answer that is not a good one. */
export async function runOpen(load: OpenLoad): Promise<OpenOutcome> {
  const { shots, perSecond, warmUpMs, ms } = load;
  let fail!: (error: Error) => void;
  const failure = new Promise<never>((_, reject) => (fail = reject));
  const watch = await PersistedWatch.open(load.listeners, (error) => fail(error));
  const lanes: Lane[] = await Promise.all(
    shots.map(async (shot) => ({
      connection: await Connection.open(shot.url, (error) => fail(error)),
      request: new RequestBytes(shot),
    })),
  );

  const free = [...lanes];
  const times = new Times();
  const lateness = new Times();
  const begunAtCpu = process.cpuUsage();
  const begun = performance.now();
  let total = Math.floor(((warmUpMs + ms) * perSecond) / 1000);
  const firstCounted = Math.min(total, Math.floor((warmUpMs * perSecond) / 1000));
  const dueAt = (index: number) => begun + (index * 1000) / perSecond;
  let next = 0;
  let answered = 0;
  let isOverloaded = false;
  let timer: NodeJS.Timeout | undefined;

  const done = new Promise<void>((resolve) => {
    /** Who waited although one of the `idle` connections was free has waited for the generator alone. */
    const sendDue = (idle: number) => {
      const now = performance.now();
      if (!isOverloaded && now - dueAt(next) > load.giveUpBehindMs && next < total) {
        isOverloaded = true;
        total = next;
      }
      for (let sent = 0; next < total && dueAt(next) <= now && free.length > 0; sent++) {
        if (sent < idle && next >= firstCounted) lateness.add(now - dueAt(next));
        shoot(free.shift()!, next++);
      }
      if (answered === total) resolve();
    };
    const shoot = (lane: Lane, index: number) => {
      lane.connection.send(lane.request.next(), (body) => {
        const now = performance.now();
        if (index >= firstCounted) times.add(now - dueAt(index));
        watch.accepted(body, now, index >= firstCounted);
        const idle = free.length;
        free.push(lane);
        answered++;
        sendDue(idle);
      });
    };
    timer = setInterval(() => sendDue(free.length), TICK_MS);
  });

  try {
    await Promise.race([done, failure]);
    const elapsedMs = performance.now() - dueAt(firstCounted);
    const { user, system } = process.cpuUsage(begunAtCpu);
    clearInterval(timer);
    await Promise.race([watch.allStored(), failure]);
    return {
      ...{
        answers: times.size,
        elapsedMs,
        cpuUs: user + system,
        isOverloaded,
        lateness: lateness.quantiles(),
      },
      ...{ latency: times.quantiles(), stored: watch.lags.quantiles() },
    };
  } finally {
    clearInterval(timer);
    for (const { connection } of lanes) connection.close();
    watch.close();
  }
}
