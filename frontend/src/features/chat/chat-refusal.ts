import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import { useToast } from '../../ui/toast';
import { noteRefusal } from './chat-rights';

/**
 * What to do with the error of something that only a group's admin may do: say it, and rethrow what trying again
 * may heal, so that the question stays. A refusal is remembered, and what was refused is not offered again.
 */
export function useRefusal(chatId: string): (error: unknown) => void {
  const { t } = useTranslation('chat');
  const { viewer } = useAccount();
  const failureText = useFailureText();
  const toast = useToast();
  return (error) => {
    const failure = failureOf(error);
    const isRefused = failure.code === 'FORBIDDEN';
    toast.show({ text: isRefused ? t('adminOnly') : failureText(failure), tone: 'danger' });
    if (!isRefused) throw error;
    noteRefusal(chatId, viewer.id);
  };
}
