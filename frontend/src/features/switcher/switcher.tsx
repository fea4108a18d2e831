import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStartChat } from '../../people/start-chat';
import { useBackCloses } from '../../ui/back-closes';
import { SwitcherItem } from './switcher-item';
import { useTargets, type Target } from './targets';

interface SwitcherProps {
  openChatId: string | null;
  onOpen: (chatId: string) => void;
  onClose: () => void;
}

/** Goes to a chat, or to a person without one, by some letters of a name. */
export function Switcher({ openChatId, onOpen, onClose }: SwitcherProps) {
  const { t } = useTranslation('help');
  useBackCloses(onClose);
  const [query, setQuery] = useState('');
  const { targets, isSearching } = useTargets(query, openChatId);
  const opened = (chatId: string) => {
    onOpen(chatId);
    onClose();
  };
  const { startingWith, start } = useStartChat(opened);

  function go(target: Target): void {
    if (target.kind === 'chat') opened(target.state.chat.id);
    else if (startingWith === null) start(target.person);
  }

  const nothing = isSearching ? t('switcher.searching') : t('switcher.nothing');
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-shade" />
        <Dialog.Popup
          data-testid="switcher"
          aria-label={t('switcher.title')}
          className="appear fixed inset-x-0 top-[8dvh] z-40 mx-auto flex max-h-[min(80dvh,32rem)] w-[calc(100%-1.5rem)] max-w-lg flex-col overflow-hidden rounded-2xl bg-raised text-text shadow-high max-wide:top-3"
        >
          <Autocomplete.Root
            inline
            open
            mode="none"
            autoHighlight="always"
            keepHighlight
            items={targets}
            filter={null}
            value={query}
            onValueChange={(next, { reason }) => reason !== 'item-press' && setQuery(next)}
            itemToStringValue={(target: Target) => target.key}
          >
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden="true" className="size-5 shrink-0 text-quiet" />
              <Autocomplete.Input
                aria-label={t('switcher.title')}
                placeholder={t('switcher.placeholder')}
                data-testid="switcher-input"
                className="[unicode-bidi:plaintext] text-start min-h-13 w-full bg-transparent text-[16px] outline-none placeholder:text-quiet"
              />
            </div>
            <Autocomplete.Status className="px-4 py-3 text-sm text-quiet empty:hidden">
              {targets.length > 0 ? '' : nothing}
            </Autocomplete.Status>
            <Autocomplete.List
              aria-label={t('switcher.title')}
              className="min-h-0 overflow-y-auto overscroll-contain p-2 outline-none empty:hidden"
            >
              {(target: Target) => (
                <SwitcherItem key={target.key} target={target} onSelect={() => go(target)} />
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
