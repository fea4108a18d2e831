import { useFailureText } from '../i18n/failure-text';
import { useAccount } from '../sync/context';
import { failureOf } from '../sync/failure';
import { useToast } from '../ui/toast';

export function useSignOut() {
  const { signOut, sync } = useAccount();
  const toast = useToast();
  const failureText = useFailureText();

  /** Rejects with why it cannot be done now, in a sentence. */
  async function leave(): Promise<void> {
    try {
      await signOut();
    } catch (error) {
      throw new Error(failureText(failureOf(error)), { cause: error });
    }
  }

  return {
    /** Messages that no sender has yet: they stay in this browser, and go out at the next sign-in. */
    hasWaiting: () => sync.outbox.waiting() > 0,
    leave,
    /** The same where nothing stands that could say why. */
    leaveOrSay: () => leave().catch(({ message }: Error) => toast.show({ text: message, tone: 'danger' })),
  };
}
