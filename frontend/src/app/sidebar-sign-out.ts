import { useFailureText } from '../i18n/failure-text';
import { useAccount } from '../sync/context';
import { failureOf } from '../sync/failure';
import { useToast } from '../ui/toast';

/** Signing out; false: it cannot be done now, and it was said why. */
export function useSignOut() {
  const { signOut, sync } = useAccount();
  const toast = useToast();
  const failureText = useFailureText();
  return {
    /** Messages that no sender has yet: they stay in this browser, and go out at the next sign-in. */
    hasWaiting: () => sync.outbox.waiting() > 0,
    async leave(): Promise<boolean> {
      try {
        await signOut();
        return true;
      } catch (error) {
        toast.show({ text: failureText(failureOf(error)), tone: 'danger' });
        return false;
      }
    },
  };
}
