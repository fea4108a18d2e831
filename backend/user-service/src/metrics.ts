import { createReporter, Requests, type Logger, type Metrics } from '@converge/runtime';

/** What may become of an attempt to sign in, or to stay so. */
const OUTCOMES = ['signed-in', 'refused', 'refreshed', 'reused'] as const;

/** What the user service tells of itself at /metrics. Each help says what to make of the number. */
export function userMetrics(metrics: Metrics, logger: Logger) {
  const requests = new Requests(metrics, logger);
  const signIns = metrics.tallies(
    'converge_sign_ins_total',
    'Sign-ins and refreshes by outcome; many "refused": somebody guesses passwords, "reused": refresh tokens are in ' +
      'two hands.',
    'outcome',
    OUTCOMES,
  );
  const report = createReporter({
    work: [signIns['signed-in'], signIns.refreshed],
    errors: requests.faults,
    clocks: [requests.clockOf('login')],
  });
  return { requests, signIns, report };
}
