import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';

/** On a phone the chat hides the list: the way back to it. */
export function BackButton({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('chat');
  return (
    <IconButton
      label={t('back')}
      icon={ArrowLeft}
      onClick={onBack}
      className="-ms-2 wide:hidden rtl:-scale-x-100"
      testId="chat-back"
    />
  );
}
