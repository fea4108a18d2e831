import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { AllChats } from './all-chats';
import { ChatSearch } from './chat-search';
import { useRowFocus } from './row-focus';
import { SearchResults } from './search-results';

/** What the shell's shortcuts ask of the list. */
export interface ChatListHandle {
  focusSearch(): void;
  /** False: there was nothing to clear. */
  clearSearch(): boolean;
  /** Puts the focus on a chat, where it was left. */
  focusChat(chatId: string): void;
}

interface ChatListProps {
  selectedId: string | null;
  addressOf: (chatId: string) => string;
  onOpen: (chatId: string) => void;
  onNewChat: () => void;
  ref?: Ref<ChatListHandle>;
}

/** The viewer's chats, latest activity first, with a search over them. */
export function ChatList({ selectedId, addressOf, onOpen, onNewChat, ref }: ChatListProps) {
  const { t } = useTranslation('chatList');
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  // An element, not a ref: the rows are laid out anew once it is there.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { focusChat, onKeyDown } = useRowFocus(scroller);

  // What was searched for is found.
  useEffect(() => setQuery(''), [selectedId]);

  useImperativeHandle(ref, () => ({
    focusSearch: () => search.current?.select(),
    clearSearch() {
      setQuery('');
      return query !== '';
    },
    focusChat,
  }));

  const first = () => scroller?.querySelector<HTMLElement>('a, button');

  function openFirst(): void {
    first()?.click();
    setQuery('');
  }

  const isSearching = query.trim() !== '';
  return (
    <>
      <ChatSearch
        ref={search}
        value={query}
        onChange={setQuery}
        onEnter={openFirst}
        onDown={() => first()?.focus()}
      />
      <nav
        ref={setScroller}
        aria-label={t('title')}
        data-testid="chat-list"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-2"
        onKeyDown={onKeyDown}
      >
        {isSearching ? (
          <SearchResults
            query={query}
            scroller={scroller}
            selectedId={selectedId}
            addressOf={addressOf}
            onOpen={onOpen}
            onNewChat={onNewChat}
          />
        ) : (
          <AllChats scroller={scroller} selectedId={selectedId} addressOf={addressOf} onNewChat={onNewChat} />
        )}
      </nav>
    </>
  );
}
