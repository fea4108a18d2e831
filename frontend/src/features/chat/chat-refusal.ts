import { useFailureText } from '../../i18n/failure-text';
import { failureOf } from '../../sync/failure';
import { useToast } from '../../ui/toast';

/** Says why something was not done, and rethrows it, so that the question stays and can be answered again. */
export function useRefusal(): (error: unknown) => never {
  const failureText = useFailureText();
  const toast = useToast();
  return (error) => {
    toast.show({ text: failureText(failureOf(error)), tone: 'danger' });
    throw error;
  };
}
