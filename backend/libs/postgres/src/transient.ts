/**
 * SQLSTATE classes by which Postgres says "this statement can never succeed with these values". All others are
 * about the moment: connection (08), serialisation and deadlock (40), resources (53), operator and timeouts (57),
 * system (58), a read-only standby (25), and also a missing table or right (42, 28, 3D): an operator mends these,
 * and until then nothing may be given up for dead.
 */
const PERMANENT_CLASSES = new Set([
  '21', // cardinality violation
  '22', // data exception
  '23', // integrity constraint violation
  '44', // WITH CHECK OPTION violation
  '54', // program limit exceeded, e.g. a value too long for its index
  'P0', // raised by a trigger
]);

/** Classes that tell of the connection or the server rather than of the statement. */
const CONNECTION_CLASSES = new Set(['08', '57']);

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** The error of the driver below TypeORM's wrapper. */
function driverError(error: unknown): unknown {
  return error instanceof Error && 'driverError' in error ? error.driverError : error;
}

function sqlState(error: unknown): string | null {
  // `severity` is what only Postgres' own answers have; ioredis and Node have codes of other kinds.
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' && SQLSTATE.test(error.code) ? error.code : null;
}

/** A mistake in our code or a value of the wrong shape: no waiting heals it. */
function isProgrammingError(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError
  );
}

/**
 * Is the same statement worth another try later? True unless Postgres itself refused the values, or our code is
 * at fault. Decided by SQLSTATE and class, never by message text: what the driver reports without a SQLSTATE
 * (refused, reset, timed out, pool exhausted, connection ended) never got an answer from Postgres.
 */
export function isTransient(error: unknown): boolean {
  const cause = driverError(error);
  const state = sqlState(cause);
  if (state !== null) return !PERMANENT_CLASSES.has(state.slice(0, 2));
  return !isProgrammingError(cause);
}

/** Did the statement fail because the server could not be reached, or went away meanwhile? */
export function isConnectionFailure(error: unknown): boolean {
  const cause = driverError(error);
  const state = sqlState(cause);
  if (state !== null) return CONNECTION_CLASSES.has(state.slice(0, 2)) && state !== '57014';
  return !isProgrammingError(cause);
}
