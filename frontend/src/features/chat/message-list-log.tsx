import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasOlder, unreadOf, type ChatState } from '../../sync/chat-state';
import { useOutboxItems } from '../../sync/context';
import { Spinner } from '../../ui/spinner';
import { isNearEdge, useInView } from '../../ui/visibility';
import { FloatingDay } from './day-separator';
import { useMessagesBefore } from './history';
import { HistoryProblem } from './history-problem';
import { JumpToLatest, JumpToUnread } from './jump-button';
import { useJumpToUnread } from './jump-to-unread';
import { useRowFocus } from './message-list-focus';
import { isFirstUnread, startOf, type Place, type Unread } from './message-list-place';
import { END_PX, useMessageVirtualizer } from './message-list-virtualizer';
import { MessageRow } from './message-row';
import { useReading, useReceipts } from './reading';
import { rowsOf, type Row } from './rows';

/** History is read so many rows before one has scrolled to its end. */
const ROWS_AHEAD = 25;

interface MessageLogProps {
  state: ChatState;
  place: Place;
  /** At the opening. */
  unread: Unread | null;
  sentId: string | null;
}

/** The scroller of the messages. Only the rows in view and a few around them are in the page. */
export function MessageLog({ state, place, unread, sentId }: MessageLogProps) {
  const { t } = useTranslation('messages');
  const outbox = useOutboxItems(state.chat.id);
  const rows = useRows(state, outbox, place);
  const chat = useStableChat(state);
  const scroller = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [start] = useState(() => startOf(rows, place, unread));
  const focus = useRowFocus(rows);
  const virtualizer = useMessageVirtualizer({ rows, scroller, place, start, heldKey: focus.key });
  const items = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};

  const toUnread = useJumpToUnread(state, unread, rows, virtualizer);
  const isNearTop = !!virtualizer.range && startIndex < ROWS_AHEAD;
  const older = useMessagesBefore(state, isNearTop || toUnread.isBusy);
  const isEndInView = useInView(end, scroller);
  useReading(state, isEndInView, () => isNearEdge(end.current, scroller.current));
  useReceipts(state);
  useFollowOwn(sentId, virtualizer.scrollToEnd);
  useFollowBetween(rows, place, virtualizer.scrollToEnd);
  const unreadFrom = unread?.from ?? null;
  useLayoutEffect(() => void (place.unreadFrom = unreadFrom), [place, unreadFrom]);

  const isAwaited = state.messages.length === 0 && state.chat.lastSeq > 0 && !older.isEmpty;
  const unreadBelow = unreadOf(state);
  const topRow = rows[startIndex];
  const isDividerAbove = unread !== null && (topRow?.message?.seq ?? Infinity) > unread.from;

  function jumpToLatest(): void {
    const isNear = virtualizer.getDistanceFromEnd() < 3 * window.innerHeight;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    virtualizer.scrollToEnd({ behavior: isNear && !isCalm ? 'smooth' : 'auto' });
    // The button goes away at the end; the focus must not go with it.
    scroller.current?.focus({ preventScroll: true });
  }

  // Only the offset is asked of the page: anything else would have it laid out once more in every frame.
  function rememberPlace(offset: number): void {
    const left = virtualizer.getTotalSize() - offset - (virtualizer.scrollRect?.height ?? 0);
    const item = left <= END_PX ? undefined : virtualizer.getVirtualItemForOffset(offset);
    place.top = item ? { key: String(item.key), above: offset - item.start } : null;
  }

  return (
    <div className="relative flex min-h-0 grow flex-col bg-ground">
      {/* Focusable, so that it can be scrolled by keyboard. Named, but no live region: the announcer speaks. */}
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={t('list')}
        data-testid="messages"
        onScroll={({ currentTarget }) => rememberPlace(currentTarget.scrollTop)}
        className="flex min-h-0 grow flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div ref={virtualizer.containerRef} className="relative mx-auto mt-auto w-full max-w-4xl shrink-0">
          <div className="absolute inset-x-0 top-0 flex min-h-14 items-center justify-center px-4 text-sm text-quiet">
            {older.problem ? (
              <HistoryProblem problem={older.problem} onRetry={older.retry} />
            ) : hasOlder(state) || isAwaited ? (
              <Spinner label={t('loading')} />
            ) : (
              <p>{t(rows.length ? 'beginning' : 'empty')}</p>
            )}
          </div>
          <ol {...focus.listProps(virtualizer)}>
            {items.map(({ key, index }) => {
              const row = rows[index];
              return (
                row && (
                  <li
                    key={key}
                    ref={virtualizer.measureElement}
                    data-index={index}
                    aria-posinset={index + 1}
                    aria-setsize={rows.length}
                    className="absolute inset-x-0 px-3 wide:px-6"
                  >
                    <MessageRow
                      row={row}
                      chat={chat}
                      viewerId={state.viewerId}
                      isFirstUnread={unreadFrom !== null && isFirstUnread(rows, index, unreadFrom)}
                      isTabStop={focus.isTabStop(row.key, index, endIndex)}
                      isHeld={focus.key === row.key}
                    />
                  </li>
                )
              );
            })}
          </ol>
          <div ref={end} className="absolute bottom-0 h-px w-full" />
        </div>
      </div>
      {topRow && (
        <FloatingDay
          instant={topRow.createdAt}
          isShown={virtualizer.isScrolling && !isEndInView && !topRow.startsDay}
        />
      )}
      {unread?.isFar && isDividerAbove && !toUnread.isDone && (
        <JumpToUnread
          count={unread.count}
          isBusy={toUnread.isBusy && !older.problem}
          onJump={older.problem ? older.retry : toUnread.jump}
        />
      )}
      {!isEndInView && rows.length > 0 && <JumpToLatest unread={unreadBelow} onJump={jumpToLatest} />}
    </div>
  );
}

/** The rows, made from those of the last time: also of the last time that this chat was open. */
function useRows(state: ChatState, outbox: Parameters<typeof rowsOf>[1], place: Place): readonly Row[] {
  const rows = useMemo(() => rowsOf(state, outbox, place.rows), [state, outbox, place]);
  useLayoutEffect(() => void (place.rows = rows), [place, rows]);
  return rows;
}

/** What the rows need of the chat changes seldom, while the chat itself is another object after every event. */
const useStableChat = ({ chat }: ChatState): ChatState['chat'] =>
  useMemo(() => chat, [chat.id, chat.chatType, chat.participantIds]);

/** Whoever sends wants to see what they sent; not what they send in another tab. */
function useFollowOwn(sentId: string | null, scrollToEnd: () => void): void {
  const followed = useRef(sentId);
  useLayoutEffect(() => {
    if (sentId === followed.current) return;
    followed.current = sentId;
    scrollToEnd();
  }, [sentId, scrollToEnd]);
}

/**
 * Messages of others come before one's own that still wait to be sent: the last row stays the same, so the library sees
 * nothing to follow.
 */
function useFollowBetween(rows: readonly Row[], place: Place, scrollToEnd: () => void): void {
  const former = useRef(rows);
  useLayoutEffect(() => {
    const before = former.current;
    former.current = rows;
    const isSameEnd = rows.at(-1)?.key === before.at(-1)?.key;
    const added = rows.length - before.length;
    const isHistory = rows[added]?.key === before[0]?.key;
    // Null: the end was in view when somebody last scrolled.
    if (isSameEnd && added > 0 && !isHistory && place.top === null) scrollToEnd();
  }, [rows, place, scrollToEnd]);
}
