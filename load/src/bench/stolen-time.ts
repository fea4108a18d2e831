import { readFileSync } from 'node:fs';

/** What the cores of this machine have done since it started, in ticks. */
interface CoreTicks {
  all: number;
  stolen: number;
}

/**
 * Measures the share of the cores' time that the machine under this one gave to others (0 to 1): while it does,
 * everything here stands still, which no profile shows and every p99 does. Null where the system does not tell.
 */
export function watchStolenTime(read = coreTicks): () => number | null {
  const before = read();
  return () => {
    const now = read();
    if (!before || !now || now.all === before.all) return null;
    return (now.stolen - before.stolen) / (now.all - before.all);
  };
}

/** user nice system idle iowait irq softirq steal guest guest_nice; guest is in user already (proc(5)). */
export function parseCoreTicks(stat: string): CoreTicks | null {
  const ticks = /^cpu +([\d ]+)$/m.exec(stat)?.[1]?.split(' ').map(Number).slice(0, 8);
  if (ticks?.length !== 8) return null;
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7]! };
}

function coreTicks(): CoreTicks | null {
  if (process.platform !== 'linux') return null;
  return parseCoreTicks(readFileSync('/proc/stat', 'utf8'));
}
