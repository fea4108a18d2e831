import { clsx } from 'clsx';
import { memo, useState, type MouseEvent, type ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts';
import { usePersonName } from '../../sync/people';
import type { Chat } from '../../sync/model';
import { Avatar } from '../../ui/avatar';
import { hueTextOf } from '../../ui/hue';
import { DaySeparator } from './day-separator';
import { MessageActions } from './message-actions';
import { MessageBubble } from './message-row-bubble';
import { FailedSend } from './message-row-failed';
import type { Row } from './rows';
import { UnreadDivider } from './unread-divider';

interface MessageRowProps {
  row: Row;
  chat: Chat;
  viewerId: string;
  isFirstUnread: boolean;
  /** In the tab order, see `useRowFocus`. */
  isTabStop: boolean;
  /** It had the focus last: its menu gives the focus back to a button that must be there. */
  isHeld: boolean;
}

/** One message with what stands before it. Rows keep their identity, so it is drawn anew only if it has changed. */
export const MessageRow = memo(function MessageRow({
  row,
  chat,
  viewerId,
  isFirstUnread,
  isTabStop,
  isHeld,
}: MessageRowProps) {
  const { key, message, item, senderId, startsGroup } = row;
  const isOwn = senderId === viewerId;
  const isGroup = chat.chatType === 'group';
  const hasFailed = item?.state === 'failed';
  // The menu is made when somebody comes near: rows pass by in hundreds, and of few of them anything is wanted.
  const [isNear, setNear] = useState(false);
  const comeNear = () => setNear(true);
  const part = (name: string) => `${name}-${key}`;
  return (
    <>
      {row.startsDay && <DaySeparator instant={row.createdAt} />}
      {isFirstUnread && <UnreadDivider />}
      <article
        tabIndex={isTabStop ? 0 : -1}
        onPointerEnter={comeNear}
        onFocus={comeNear}
        onClick={focusRow}
        aria-labelledby={`${part('author')} ${part('text')} ${part('meta')}`}
        data-testid="message"
        data-message-id={message?.id}
        data-seq={message?.seq}
        data-failed={hasFailed || undefined}
        className={clsx(
          'group/row flex rounded-lg focus-visible:outline-offset-0',
          startsGroup || isFirstUnread ? 'pt-2.5' : 'pt-0.5',
          isOwn ? 'flex-row-reverse' : 'flex-row',
        )}
      >
        {isGroup && !isOwn && <Face id={senderId} isShown={startsGroup} />}
        <div
          className={clsx(
            'flex max-w-[min(40rem,calc(100%-5rem))] min-w-0 flex-col',
            isOwn ? 'items-end' : 'items-start',
          )}
        >
          <Author
            id={senderId}
            labelId={part('author')}
            isOwn={isOwn}
            isShown={isGroup && !isOwn && startsGroup}
          />
          <MessageBubble row={row} isOwn={isOwn} textId={part('text')} metaId={part('meta')} />
          {hasFailed && item && <FailedSend item={item} />}
        </div>
        <Slot isHeld={isHeld}>{isNear && <MessageActions row={row} chat={chat} className={MENU} />}</Slot>
      </article>
    </>
  );
});

/** Small beside the text; a finger may miss it by a little. */
const MENU = "size-8! relative before:absolute before:-inset-1.5 before:content-['']";

/** Not every phone gives the focus to what is tapped, and the focus is what shows the menu. */
function focusRow({ currentTarget }: MouseEvent<HTMLElement>): void {
  if (!currentTarget.contains(document.activeElement)) currentTarget.focus({ preventScroll: true });
}

/**
 * The buttons of a message: seen while it is pointed at, and from when it has the focus or was touched until another one
 * has it. What is not seen is not in the tab order either.
 */
const Slot = ({ isHeld, children }: { isHeld: boolean; children: ReactNode }) => (
  <div className="relative mx-1 w-8 shrink-0">
    <div
      className={clsx(
        'absolute top-0 group-focus-within/row:visible group-hover/row:visible has-data-popup-open:visible',
        !isHeld && 'invisible',
      )}
    >
      {children}
    </div>
  </div>
);

function Face({ id, isShown }: { id: string; isShown: boolean }) {
  const name = usePersonName(id);
  return <div className="me-2 w-7 shrink-0">{isShown && <Avatar id={id} name={name} size="sm" />}</div>;
}

interface AuthorProps {
  id: string;
  labelId: string;
  isOwn: boolean;
  isShown: boolean;
}

/** Always there for screen readers: who jumps from message to message must hear whose each one is. */
function Author({ id, labelId, isOwn, isShown }: AuthorProps) {
  const t = useTexts('messages');
  const name = usePersonName(id);
  return (
    <span
      id={labelId}
      dir="auto"
      title={isShown ? name : undefined}
      className={
        isShown ? clsx('mb-0.5 max-w-full truncate px-1 text-sm font-semibold', hueTextOf(id)) : 'sr-only'
      }
    >
      {isOwn ? t('you') : name}
    </span>
  );
}
