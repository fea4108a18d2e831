import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useCell, useOutboxItems } from '../../sync/context';
import type { Message } from '../../sync/model';
import { readReachOf, tickOf } from '../../sync/ticks';
import { FullTime } from '../../ui/time';

/** The three clocks of a message, with the instances that did the work, as far as this client has seen it. */
export function MessageJourney({ state, message }: { state: ChatState; message: Message }) {
  const { t } = useTranslation('chat');
  const { deliveries } = useAccount().sync;
  const delivery = useCell(deliveries).find(({ messageId }) => messageId === message.id);
  const isStored = useIsStored(state, message);
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2">
      <Line term={t('details.accepted')}>
        <FullTime instant={message.createdAt} />
        {delivery?.sender && <By instance={delivery.sender} />}
      </Line>
      {delivery?.deliveredAt != null && (
        <Line term={t('details.delivered')}>
          <FullTime instant={delivery.deliveredAt} />
          {delivery.receiver && <By instance={delivery.receiver} />}
        </Line>
      )}
      {delivery?.storedAt != null ? (
        <Line term={t('details.stored')}>
          <FullTime instant={delivery.storedAt} />
        </Line>
      ) : (
        isStored !== null && (
          <Line term={t('details.stored')}>{isStored ? t('details.yes') : t('details.notYet')}</Line>
        )
      )}
      {message.editedAt && (
        <Line term={t('details.edited')}>
          <FullTime instant={message.editedAt} />
        </Line>
      )}
      <Line term={t('details.seq')}>
        <bdi className="tabular-nums">{message.seq}</bdi>
      </Line>
    </dl>
  );
}

/** As its tick says; null of messages of others, of which nobody has told the client. */
function useIsStored(state: ChatState, message: Message): boolean | null {
  const outbox = useOutboxItems(state.chat.id);
  const isInOutbox = outbox.some(({ id }) => id === message.clientMessageId);
  if (message.senderId !== state.viewerId) return null;
  return tickOf(message, state, readReachOf(state), isInOutbox) !== 'accepted';
}

function By({ instance }: { instance: string }) {
  const { t } = useTranslation('chat');
  return <span className="block text-sm text-quiet">{t('details.by', { instance })}</span>;
}

const Line = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt className="text-sm text-quiet">{term}</dt>
    <dd>{children}</dd>
  </>
);
