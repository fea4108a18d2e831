import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatState } from '../../sync/chat-state';
import { useOutboxItems } from '../../sync/context';
import { usePersonName } from '../../sync/people';
import { readReachOf, tickOf } from '../../sync/ticks';
import { plainTextOf } from '../../ui/plain-text';
import { Tick } from '../../ui/tick';
import { usePreview } from './preview';

/** One line of what matters most here: a draft, a message on its way out, or the last one there is. */
export function ChatPreview({ state, draft }: { state: ChatState; draft: string }) {
  const { t } = useTranslation('chatList');
  const outgoing = useOutboxItems(state.chat.id);
  usePreview(state);

  if (draft) {
    return (
      <>
        <span className="shrink-0 font-medium text-danger" data-testid="draft-label">
          {t('draft')}
        </span>
        <Words>{draft}</Words>
      </>
    );
  }
  const waiting = outgoing.findLast((item) => item.state !== 'accepted');
  if (!waiting) return <LastMessage state={state} outgoingIds={outgoing.map((item) => item.messageId)} />;
  return (
    <>
      {waiting.state === 'failed' ? (
        <span role="img" aria-label={t('failed')} title={t('failed')} className="shrink-0 text-danger">
          <CircleAlert aria-hidden="true" className="size-4" />
        </span>
      ) : (
        <Tick state="clock" />
      )}
      <Author>{t('you')}</Author>
      <Words>{waiting.content}</Words>
    </>
  );
}

interface LastMessageProps {
  state: ChatState;
  /** Messages of which the outbox still waits for their Persisted. */
  outgoingIds: readonly (string | undefined)[];
}

function LastMessage({ state, outgoingIds }: LastMessageProps) {
  const { t } = useTranslation('chatList');
  const last = state.messages.at(-1);
  const isOwn = last?.senderId === state.viewerId;
  const isNamed = last && !isOwn && state.chat.chatType === 'group';
  const author = usePersonName(isNamed ? last.senderId : '');
  if (!last) return null;

  const name = isOwn ? t('you') : author && t('author', { name: author });
  if (last.isDeleted) {
    return (
      <>
        {name && <Author>{name}</Author>}
        <em className="truncate">{t('deleted')}</em>
      </>
    );
  }
  return (
    <>
      {isOwn && <Tick state={tickOf(last, state, readReachOf(state), outgoingIds.includes(last.id))} />}
      {name && <Author>{name}</Author>}
      <Words>{last.content}</Words>
    </>
  );
}

const Author = ({ children }: { children: string }) => (
  <span className="max-w-1/2 shrink-0 truncate">{children}</span>
);

/** As wide as the words are, so that text of the other direction stands at the start of the line all the same. */
const Words = ({ children }: { children: string | null }) => (
  <span dir="auto" className="truncate">
    {plainTextOf(children ?? '')}
  </span>
);
