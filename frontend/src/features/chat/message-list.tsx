import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import { Spinner } from '../../ui/spinner';
import { useOpening } from './history';
import { HistoryProblem } from './history-problem';
import { MessageLog } from './message-list-log';
import { placeOf, unreadNow } from './message-list-place';

interface MessageListProps {
  state: ChatState;
  /** What was written here last. */
  sentId: string | null;
}

/** The messages of a chat: read first what is needed to show the right place at once, then the log of them. */
export function MessageList({ state, sentId }: MessageListProps) {
  const { t } = useTranslation('messages');
  const { store } = useAccount().sync;
  // Both are fixed for as long as the chat stays open.
  const [place] = useState(() => placeOf(store, state.chat.id));
  const [unread] = useState(() => unreadNow(state));
  const { isOpen, problem, retry } = useOpening(state, unread);

  const isLive = useFeedStatus().phase === 'live';

  if (isOpen) return <MessageLog state={state} place={place} unread={unread} sentId={sentId} />;
  return (
    <div className="flex min-h-0 grow items-center justify-center bg-ground p-4">
      {!problem ? (
        <Spinner label={t('loading')} />
      ) : isLive ? (
        <HistoryProblem problem={problem} onRetry={retry} />
      ) : (
        // They are asked for by themselves once it is.
        <p role="status" className="text-center text-quiet">
          {t('comeLater')}
        </p>
      )}
    </div>
  );
}
