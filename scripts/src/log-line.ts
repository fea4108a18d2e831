/** What a line of a child becomes: how loud it is and its short form. */
export interface ShortLine {
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  text: string;
}

/** pino's levels, by name or number; what is not here (silent) is never written. */
const LEVELS: Readonly<Record<string, ShortLine['level']>> = {
  ...{ fatal: 'error', error: 'error', warn: 'warn', info: 'info', debug: 'debug', trace: 'trace' },
  ...{ 60: 'error', 50: 'error', 40: 'warn', 30: 'info', 20: 'debug', 10: 'trace' },
};

/** Fields every line of a service has, or that the prefix tells already. */
const UNTOLD = new Set([
  'level',
  'time',
  'pid',
  'hostname',
  'msg',
  'name',
  'service',
  'instance',
  'number',
  'v',
]);
const LONGEST_VALUE = 120;

/** Turns a line of a child into its short form: pino's JSON into `message key=value …`, anything else as it is. */
export function shortLine(child: string, line: string): ShortLine {
  const record = line.startsWith('{') ? parseRecord(line) : undefined;
  if (record === undefined) return { level: plainLevel(child, line), text: line };
  const fields = Object.entries(record).filter(([key, value]) => !UNTOLD.has(key) && value !== undefined);
  const told = fields.map(([key, value]) => `${key}=${shortValue(value)}`);
  const message = typeof record.msg === 'string' ? [record.msg] : [];
  return { level: LEVELS[String(record.level)] ?? 'info', text: [...message, ...told].join(' ') };
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    // Not JSON after all: shown as it is.
    return undefined;
  }
}

function shortValue(value: unknown): string {
  const text = isError(value) ? value.message : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function isError(value: unknown): value is { message: string } {
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}

const REDIS_TROUBLE = /\b(error|fail(ed|ure)?|can't|cannot|corrupt|out of memory|bad file|crashed)\b/i;

/** The stores say much that nobody needs to see; what sounds like trouble is shown. */
function plainLevel(child: string, line: string): ShortLine['level'] {
  if (child === 'postgres') {
    if (/\b(PANIC|FATAL|ERROR):/.test(line)) return 'error';
    return /\bWARNING:/.test(line) ? 'warn' : 'debug';
  }
  // Redis calls its own greeting a warning; and a laptop's memory settings are nobody's trouble.
  if (child === 'redis') return REDIS_TROUBLE.test(line) && !line.includes('overcommit') ? 'warn' : 'debug';
  // nginx' [error] is about one request (a dead instance passed over): thousands while a tester kills things.
  if (child === 'nginx') return /\[(warn|crit|alert|emerg)\]/.test(line) ? 'warn' : 'debug';
  return 'info';
}

/** Takes out what must not be shown: passwords in URLs, tokens, private keys. */
export function redact(text: string): string {
  return text
    .replace(/(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g, '$1:…@')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
    .replace(
      /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
      '<private key>',
    );
}
