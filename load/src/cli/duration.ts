const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const PARTS = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;
/** A day: more is a slip of the finger. */
const MOST_MS = 24 * UNIT_MS.h;

/** Milliseconds of '500ms', '60s', '2m', '1m30s', '0s'; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(PARTS))
    ms += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return ms <= MOST_MS ? Math.round(ms) : undefined;
}

/** '500ms', '60s', '2m', '1m30s': what parseDuration reads. */
export function formatDuration(ms: number): string {
  if (ms % 1_000 !== 0) return ms < 1_000 ? `${ms}ms` : `${ms / 1_000}s`;
  const seconds = ms / 1_000;
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
}

/** '0:07', '12:30': how far a phase is. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
