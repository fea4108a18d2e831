import { useEffect, useMemo, useRef, useState } from 'react';
import { hasOlder, unreadOf, type ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus, useOutboxItems } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import { undecided } from '../../sync/ticks';
import { Icon } from '../../ui/icon';
import { useInView, useTabVisible } from '../../ui/visibility';
import { MessageRow } from './message-row';
import { rowsOf } from './rows';

/**
 * The messages of a chat. The scroller is a reversed column: its natural place is the end, so new messages are followed
 * there, and history put in front moves nothing.
 */
export function MessageList({ state }: { state: ChatState }) {
  const outbox = useOutboxItems(state.chat.id);
  const rows = useMemo(() => rowsOf(state, outbox), [state, outbox]);
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const isTopInView = useInView(top, scroller);
  const isEndInView = useInView(end, scroller);
  const { problem, retry } = useHistory(state, isTopInView);
  useReading(state, isEndInView);
  useReceipts(state);

  // Whoever sends wants to see what they sent.
  const ownCount = outbox.length;
  const lastOwnCount = useRef(ownCount);
  useEffect(() => {
    if (ownCount > lastOwnCount.current) scroller.current?.scrollTo({ top: 0 });
    lastOwnCount.current = ownCount;
  }, [ownCount]);

  const unread = unreadOf(state);
  return (
    <div className="messages">
      {/* Focusable, so that it can be scrolled by keyboard. */}
      <div className="scroller" ref={scroller} tabIndex={0} role="region" aria-label="Messages">
        <div className="log">
          <div ref={top} className="sentinel" />
          {problem && (
            <p className="problem" role="alert">
              {problem}{' '}
              <button type="button" className="link" onClick={retry}>
                Try again
              </button>
            </p>
          )}
          {!rows.length && state.chat.lastSeq === 0 && (
            <p className="hint center">No messages yet. Say hello.</p>
          )}
          <ol>
            {rows.map((row) => (
              <MessageRow
                key={row.key}
                row={row}
                isOwn={row.senderId === state.viewerId}
                isAuthorShown={state.chat.chatType === 'group' && row.senderId !== state.viewerId}
              />
            ))}
          </ol>
          <div ref={end} className="sentinel" />
        </div>
      </div>
      {!isEndInView && rows.length > 0 && (
        <button
          type="button"
          className="jump"
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: 'smooth' })}
          aria-label={unread ? `Jump to the latest message, ${unread} unread` : 'Jump to the latest message'}
          data-testid="jump"
        >
          <Icon name="down" />
          {unread > 0 && <span className="badge">{unread}</span>}
        </button>
      )}
    </div>
  );
}

const TOP_REACHED_AFTER_MS = 100;

/** Reads the newest page when the chat is opened, and older ones whenever the top comes into view. */
function useHistory(state: ChatState, isTopInView: boolean): { problem: string | null; retry: () => void } {
  const { history } = useAccount().sync;
  const [problem, setProblem] = useState<string | null>(null);
  const chatId = state.chat.id;
  const isUnread = !state.messages.length && state.chat.lastSeq > 0;
  const firstSeq = state.messages[0]?.seq;
  const wantsOlder = isTopInView && hasOlder(state);

  useEffect(() => {
    if (problem || (!isUnread && !wantsOlder)) return;
    const failed = (error: unknown) => setProblem(failureOf(error).message);
    if (isUnread) return void history.open(chatId).catch(failed);
    // The top is in view for a moment while the first page is being laid out; that is nobody scrolling there.
    const timer = setTimeout(() => void history.older(chatId).catch(failed), TOP_REACHED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [history, chatId, isUnread, wantsOlder, firstSeq, problem]);

  return { problem, retry: () => setProblem(null) };
}

/** A chat is read only while its end is in view in a visible tab. */
function useReading(state: ChatState, isEndInView: boolean): void {
  const { readMarker } = useAccount().sync;
  const isTabVisible = useTabVisible();
  const chatId = state.chat.id;
  const lastSeq = state.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (isEndInView && isTabVisible && lastSeq > 0) readMarker.saw(chatId, lastSeq);
  }, [readMarker, chatId, lastSeq, isEndInView, isTabVisible]);
}

/** Asks who has read what, where the ticks cannot tell. */
function useReceipts(state: ChatState): void {
  const { settleReceipts } = useAccount().sync;
  const { phase } = useFeedStatus();
  const isOpen = phase === 'live' && undecided(state).length > 0;
  const chatId = state.chat.id;
  useEffect(() => {
    if (isOpen) settleReceipts(chatId);
  }, [settleReceipts, chatId, isOpen, state]);
}
