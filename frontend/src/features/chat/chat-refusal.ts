import { useFailureText } from '../../i18n/failure-text';
import { failureOf } from '../../sync/failure';

/** Rejects with why something was not done, in a sentence: the question stays, shows it and can be answered again. */
export function useRefusal(): (error: unknown) => never {
  const failureText = useFailureText();
  return (error) => {
    throw new Error(failureText(failureOf(error)), { cause: error });
  };
}
