/** What the baseline is told; the same words as a sender's. */
export const env = {
  host: process.env['HOST'] ?? '127.0.0.1',
  port: Number(process.env['PORT'] ?? 0),
  postgresUrl: required('POSTGRES_URL'),
  redisUrl: required('REDIS_URL'),
  jwksUrl: required('JWKS_URL'),
  jwtIssuer: required('JWT_ISSUER'),
  jwtAudience: required('JWT_AUDIENCE'),
  /** Unread is counted by one statement for all participants, or by one for each, as repositories invite to. */
  countsRowByRow: process.env['UNREAD'] === 'row-by-row',
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}
