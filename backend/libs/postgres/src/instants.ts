import pg from 'pg';

const TIMESTAMPTZ = pg.types.builtins.TIMESTAMPTZ;
const INT8 = pg.types.builtins.INT8;

/**
 * Postgres' text of a timestamptz as ISO 8601 with milliseconds: `2026-01-02 03:04:05.6+00` becomes
 * `2026-01-02T03:04:05.600Z`. Text is cut for UTC, the usual case, since a page of messages holds hundreds of them.
 */
export function toInstant(text: string): string {
  if (!text.endsWith('+00') || text.length < 22 || text.length > 26 || text[10] !== ' ') {
    return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
  }
  const fraction = text.slice(20, -3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

/**
 * How columns become JavaScript values on our connections (and on no others of the process): instants are ISO
 * strings; seq and revision are numbers, exact up to 2^53.
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === TIMESTAMPTZ) return toInstant;
    if (format !== 'binary' && oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format);
  },
};
