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

/** The names rather than the classes: an error may come from another realm (Node's own, seen from inside Jest). */
const PROGRAMMING_ERRORS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;

/** The error of the driver, out of TypeORM's wrapper. */
const driverError = (error: unknown): unknown => fieldOf(error, 'driverError') ?? error;

/** Null where Postgres has not answered: `severity` is what only its own answers have; Node's codes are other ones. */
function sqlState(error: unknown): string | null {
  const cause = driverError(error);
  const code = fieldOf(cause, 'code');
  return fieldOf(cause, 'severity') !== undefined && typeof code === 'string' ? code : null;
}

/** The name of the constraint or unique index that was broken, if that is what Postgres answered. */
export function constraintOf(error: unknown): string | null {
  const constraint = fieldOf(driverError(error), 'constraint');
  return sqlState(error)?.startsWith('23') && typeof constraint === 'string' ? constraint : null;
}

const isProgrammingError = (error: unknown) =>
  PROGRAMMING_ERRORS.has(String(fieldOf(driverError(error), 'name')));

/**
 * Has Postgres itself said that these values can never be stored? Then, and only then, may they be given up: an
 * error that nobody foresaw is no reason to.
 */
export function isRefused(error: unknown): boolean {
  return PERMANENT_CLASSES.has((sqlState(error) ?? '').slice(0, 2));
}

/**
 * Is the same statement worth another try later? True unless Postgres refused the values, or our own code is at
 * fault. Decided by SQLSTATE and class, never by message text: what the driver reports without a SQLSTATE (refused,
 * reset, timed out, pool exhausted, connection ended) never got an answer from Postgres.
 */
export function isTransient(error: unknown): boolean {
  return !isRefused(error) && !isProgrammingError(error);
}

/** Postgres' own limit for a statement has passed (or an operator cancelled it): less at once may go through. */
const QUERY_CANCELED = '57014';

/** Has Postgres given the statement up because it took too long? A smaller one may succeed where this cannot. */
export function isTimeout(error: unknown): boolean {
  return sqlState(error) === QUERY_CANCELED;
}

/** Did the statement fail because the server could not be reached, or went away meanwhile? */
export function isConnectionFailure(error: unknown): boolean {
  const state = sqlState(error);
  if (state === null) return !isProgrammingError(error);
  return CONNECTION_CLASSES.has(state.slice(0, 2)) && state !== QUERY_CANCELED;
}
