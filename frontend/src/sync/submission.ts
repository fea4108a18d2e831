import { useRef, useState } from 'react';
import { failureOf, type Failure } from './failure';

type FieldErrors = Record<string, string>;

interface SubmissionState {
  isBusy: boolean;
  /** Why the last time went wrong. */
  failure: Failure | null;
  /** What the server has against single fields, by their names. */
  errors: FieldErrors;
  /** The failure, unless it is said at its fields. */
  problem: Failure | null;
}

const AT_REST: SubmissionState = { isBusy: false, failure: null, errors: {}, problem: null };

export interface Submission<Values> extends SubmissionState {
  submit(values: Values): void;
}

/** `updateUserInput.email` is the field `email` of a form. */
function errorsAt({ fields = [] }: Failure, names: readonly string[]): FieldErrors | null {
  const named = fields.map(({ path, message }) => [path.split('.').at(-1) ?? path, message] as const);
  const own = named.filter(([name]) => names.includes(name));
  return own.length ? Object.fromEntries(own) : null;
}

/**
 * Sends a form, once at a time, and keeps what became of it.
 * @param names the fields of the form, at which the server's errors can be said
 */
export function useSubmission<Values>(
  send: (values: Values) => Promise<void>,
  names: readonly string[],
): Submission<Values> {
  const [state, setState] = useState(AT_REST);
  const isUnderWay = useRef(false);

  const submit = (values: Values) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setState({ ...AT_REST, isBusy: true });
    void send(values)
      .then(
        () => setState(AT_REST),
        (error: unknown) => {
          const failure = failureOf(error);
          const errors = errorsAt(failure, names);
          const problem = errors ? null : failure;
          setState({ isBusy: false, failure, errors: errors ?? AT_REST.errors, problem });
        },
      )
      .finally(() => (isUnderWay.current = false));
  };
  return { ...state, submit };
}
