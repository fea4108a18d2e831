import { Connection } from './connection.js';
import type { ClosedLoad, Outcome } from './load.js';
import { Times } from './quantiles.js';
import { RequestBytes } from './request-bytes.js';

/** Keeps every connection at work until the load ends. Rejects at the first answer that is not a good one. */
export async function runClosed(load: ClosedLoad): Promise<Outcome> {
  const { shots, connections: count = shots.length, until } = load;
  const times = new Times();
  const begunAtCpu = process.cpuUsage();
  let fail: (error: Error) => void;
  const failure = new Promise<never>((_, reject) => (fail = reject));
  const connections = await Promise.all(
    shots.slice(0, count).map(({ url }) => Connection.open(url, (error) => fail(error))),
  );

  const begun = performance.now();
  const isOver =
    'ms' in until
      ? (now: number) => now >= begun + until.ms
      : // Those under way count too, or it would end with more answers than were asked for.
        () => sent >= until.answers;
  let sent = 0;

  const loop = (connection: Connection, requests: readonly RequestBytes[]) =>
    new Promise<void>((resolve) => {
      let sentAt = 0;
      let nth = 0;
      const shoot = (now: number) => {
        sent++;
        sentAt = now;
        connection.send(requests[nth++ % requests.length]!.next(), answered);
      };
      const answered = () => {
        const now = performance.now();
        times.add(now - sentAt);
        if (isOver(now)) resolve();
        else shoot(now);
      };
      if (isOver(begun)) resolve();
      else shoot(begun);
    });

  try {
    const shares = connections.map((_, slot) => shots.filter((_, index) => index % count === slot));
    const loops = connections.map((connection, slot) =>
      loop(
        connection,
        shares[slot]!.map((shot) => new RequestBytes(shot)),
      ),
    );
    await Promise.race([Promise.all(loops), failure]);
    const elapsedMs = performance.now() - begun;
    const { user, system } = process.cpuUsage(begunAtCpu);
    return { answers: times.size, elapsedMs, latency: times.quantiles(), cpuUs: user + system };
  } finally {
    for (const connection of connections) connection.close();
  }
}
