import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback } from 'react';
import type { ChatState } from '../../sync/chat-state';
import { useDrafts } from '../../sync/drafts';
import { ChatItem } from './chat-item';

/** All rows are of one height, so that nothing has to be measured; two lines of text fit in with the widest spacing. */
const ROW_PX = 68;

interface ChatRowsProps {
  chats: readonly ChatState[];
  scroller: HTMLElement | null;
  selectedId: string | null;
  addressOf: (chatId: string) => string;
}

/** Only the rows in view are in the page, however many chats there are. */
export function ChatRows({ chats, scroller, selectedId, addressOf }: ChatRowsProps) {
  const drafts = useDrafts();
  const virtualizer = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller,
    getItemKey: useCallback((index: number) => chats[index]?.chat.id ?? index, [chats]),
    estimateSize: () => ROW_PX,
    overscan: 6,
    // The first rows are drawn at once, not after the first look at the element's size.
    initialRect: { width: 0, height: window.innerHeight },
  });

  return (
    <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const state = chats[index];
        if (!state) return null;
        const isSelected = state.chat.id === selectedId;
        return (
          <li
            key={key}
            aria-posinset={index + 1}
            aria-setsize={chats.length}
            className="absolute inset-x-0 top-0 px-2"
            style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
          >
            <ChatItem
              state={state}
              isSelected={isSelected}
              address={addressOf(state.chat.id)}
              // What is being written in the open chat stands in its composer.
              draft={isSelected ? '' : (drafts.get(state.chat.id)?.trim() ?? '')}
            />
          </li>
        );
      })}
    </ul>
  );
}
