import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';

interface ChatSearchProps {
  value: string;
  onChange: (value: string) => void;
  /** Opens the first of what was found. */
  onEnter: () => void;
  /** Goes on into what was found. */
  onDown: () => void;
  ref: Ref<HTMLInputElement>;
}

export function ChatSearch({ value, onChange, onEnter, onDown, ref }: ChatSearchProps) {
  const { t } = useTranslation('chatList');

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && value.trim()) {
      event.preventDefault();
      onEnter();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    } else if (event.key === 'Escape' && value) {
      event.preventDefault();
      event.stopPropagation();
      onChange('');
    }
  }

  return (
    <search className="relative mx-3 mb-2 block shrink-0">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-quiet"
      />
      <input
        ref={ref}
        // Not type=search: its own cross and Escape differ from browser to browser.
        type="text"
        role="searchbox"
        enterKeyHint="search"
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={onKeyDown}
        data-testid="chat-search"
        className="h-10 w-full rounded-full border text-start [unicode-bidi:plaintext] border-transparent bg-ground ps-9 pe-10 text-text outline-offset-0 placeholder:text-quiet max-wide:h-12 max-wide:text-[16px]"
      />
      {value && (
        <IconButton
          label={t('clear')}
          icon={X}
          onClick={() => onChange('')}
          className="absolute! inset-y-0 end-0.5 my-auto"
        />
      )}
    </search>
  );
}
