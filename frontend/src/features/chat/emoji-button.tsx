import { Smile } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../ui/lazily';
import { Popover } from '../../ui/popover';
import { hasKeyboard } from './composer-text';

const EmojiPicker = lazily(async () => (await import('./emoji-picker')).EmojiPicker);

interface EmojiButtonProps {
  onPick: (emoji: string) => void;
  /** What is being written in; the focus goes back there. */
  box: RefObject<HTMLTextAreaElement | null>;
}

/** Opens the emoji. They are loaded when somebody wants one. */
export function EmojiButton({ onPick, box }: EmojiButtonProps) {
  const { t } = useTranslation('chat');
  const [isOpen, setOpen] = useState(false);
  const pick = (emoji: string) => {
    onPick(emoji);
    setOpen(false);
  };
  return (
    <Popover
      label={t('emoji.open')}
      icon={Smile}
      open={isOpen}
      onOpenChange={setOpen}
      testId="emoji-open"
      // Under a finger the box would bring up the keyboard again.
      {...(hasKeyboard() && { finalFocus: () => box.current })}
    >
      <div className="h-80 w-80 max-w-[calc(100vw-1.5rem)]">
        <EmojiPicker onPick={pick} onError={() => setOpen(false)} />
      </div>
    </Popover>
  );
}
