import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import type { ChatState } from '../../sync/chat-state';
import type { Message } from '../../sync/model';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';
import { FullTime } from '../../ui/time';
import { MembersList } from './members-list';
import { MessageJourney } from './message-journey';
import { useReaders } from './message-readers';

interface MessageDetailsProps {
  state: ChatState;
  message: Message;
  onClose: () => void;
}

/** What became of a message: when it was accepted and stored, by whom, and who has read it. */
export function MessageDetails({ state, message, onClose }: MessageDetailsProps) {
  const { t } = useTranslation('chat');
  return (
    <Dialog title={t('details.title')} onClose={onClose} testId="message-details-dialog">
      <div className="flex flex-col gap-5">
        <MessageJourney state={state} message={message} />
        <Readers state={state} message={message} />
      </div>
    </Dialog>
  );
}

function Readers({ state, message }: { state: ChatState; message: Message }) {
  const { t } = useTranslation('chat');
  const failureText = useFailureText();
  const { readAt, problem, retry } = useReaders(state, message);
  if (problem) {
    return (
      <div className="flex flex-col items-start gap-2">
        <Notice tone="danger">{failureText(problem)}</Notice>
        <Button onClick={retry}>{t('retry')}</Button>
      </div>
    );
  }
  if (!readAt) return <Spinner label={t('details.loading')} />;

  const others = state.chat.participantIds.filter((id) => id !== message.senderId);
  const read = [...readAt.keys()];
  const unread = others.filter((id) => !readAt.has(id));
  if (!read.length && !unread.length) return <p className="text-quiet">{t('details.alone')}</p>;
  return (
    <>
      {read.length > 0 && (
        <People title={t('details.readBy', { count: read.length })} ids={read}>
          {(id) => (
            <span className="shrink-0 text-sm text-quiet">
              <FullTime instant={readAt.get(id) ?? ''} />
            </span>
          )}
        </People>
      )}
      {unread.length > 0 && <People title={t('details.unreadBy', { count: unread.length })} ids={unread} />}
    </>
  );
}

interface PeopleProps {
  title: string;
  ids: readonly string[];
  children?: (userId: string) => React.ReactNode;
}

const People = ({ title, ids, children }: PeopleProps) => (
  <section className="flex flex-col gap-1">
    <h3 className="text-sm font-semibold text-quiet">{title}</h3>
    <MembersList label={title} ids={ids} {...(children && { trailing: children })} />
  </section>
);
