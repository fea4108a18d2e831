/** What a check may say beside being fine: how things stand, in words for whoever looks at the probe. */
export interface Told {
  says: string;
}

/** Throws or rejects when what it looks at is not usable. Of what it answers only a `Told` is shown. */
export type Check = () => unknown;

/** Needed: without it the process is of no use. Not needed: without it the process does less. */
export interface NamedCheck {
  name: string;
  check: Check;
  isNeeded: boolean;
}

export interface Outcome {
  name: string;
  isNeeded: boolean;
  isOk: boolean;
  /** 'ok', or why not. */
  words: string;
}

/** A check that hangs counts as failed; shorter than the interval of any orchestrator's probe. */
const CHECK_DEADLINE_MS = 1_000;

/** Runs all checks at once. Never rejects. */
export function runChecks(checks: readonly NamedCheck[]): Promise<Outcome[]> {
  return Promise.all(
    checks.map(async ({ name, check, isNeeded }) => ({ name, isNeeded, ...(await outcomeOf(check)) })),
  );
}

/**
 * The check with its deadline. One that hangs is not run again beside itself: until it has ended, whoever asks is told
 * that it has failed.
 */
export function withDeadline(check: Check): Check {
  let running: Promise<unknown> | undefined;
  return () => {
    running ??= withinDeadline(Promise.resolve().then(check), () => (running = undefined));
    return running;
  };
}

async function withinDeadline(answer: Promise<unknown>, ended: () => void): Promise<unknown> {
  answer.then(ended, ended);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_DEADLINE_MS} ms`)), CHECK_DEADLINE_MS);
  });
  return Promise.race([answer, deadline]).finally(() => clearTimeout(timer));
}

async function outcomeOf(check: Check): Promise<Pick<Outcome, 'isOk' | 'words'>> {
  try {
    const answer = await check();
    return { isOk: true, words: isTold(answer) ? `ok: ${answer.says}` : 'ok' };
  } catch (error) {
    return { isOk: false, words: wordsOf(error) };
  }
}

const isTold = (answer: unknown): answer is Told =>
  typeof answer === 'object' && answer !== null && 'says' in answer && typeof answer.says === 'string';

/** Node gives a refused connection to several addresses an error of many, with no words of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
