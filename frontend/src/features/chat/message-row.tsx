import { memo } from 'react';
import { useAccount } from '../../sync/context';
import { usePersonName } from '../../sync/people';
import { Tick } from '../../ui/tick';
import { ClockTime, DayName } from '../../ui/time';
import type { Row } from './rows';

interface MessageRowProps {
  row: Row;
  isOwn: boolean;
  /** Groups name the author of what others write; in a direct chat there is but one. */
  isAuthorShown: boolean;
}

/** Rows are made anew with every event; one is drawn anew only if something that it shows has changed. */
const looksSame = (a: MessageRowProps, b: MessageRowProps): boolean =>
  a.row.message === b.row.message &&
  a.row.item === b.row.item &&
  a.row.tick === b.row.tick &&
  a.row.startsDay === b.row.startsDay &&
  a.row.startsGroup === b.row.startsGroup &&
  a.isAuthorShown === b.isAuthorShown;

export const MessageRow = memo(function MessageRow({ row, isOwn, isAuthorShown }: MessageRowProps) {
  const isDeleted = row.message?.isDeleted ?? false;
  const hasFailed = row.item?.state === 'failed';
  return (
    <>
      {row.startsDay && (
        <li className="day" role="separator">
          <span><DayName instant={row.createdAt} /></span>
        </li>
      )}
      <li
        className={`message ${isOwn ? 'own' : 'theirs'} ${row.startsGroup ? 'first' : 'next'}`}
        data-testid="message"
        data-message-id={row.message?.id}
        data-seq={row.message?.seq}
        data-failed={hasFailed || undefined}
      >
        <div className="bubble">
          {isAuthorShown && row.startsGroup && <Author id={row.senderId} />}
          <p className="content" dir="auto" data-testid="message-content">
            {isDeleted ? <em className="tombstone">Message deleted</em> : row.content}
          </p>
          <span className="meta">
            {row.message?.isEdited && !isDeleted && <span>(edited)</span>}
            <ClockTime instant={row.createdAt} />
            {row.tick && !isDeleted && <Tick state={row.tick} />}
          </span>
        </div>
        {hasFailed && row.item && <FailedSend id={row.item.id} reason={row.item.failure?.message ?? ''} />}
      </li>
    </>
  );
}, looksSame);

function Author({ id }: { id: string }) {
  return (
    <strong className="author" dir="auto">
      {usePersonName(id)}
    </strong>
  );
}

/** A message that no further attempt can bring through: why, and what the person may do. */
function FailedSend({ id, reason }: { id: string; reason: string }) {
  const { outbox } = useAccount().sync;
  return (
    <div className="failed-send" role="alert">
      <span>Not sent. {reason}</span>
      <button type="button" className="link" onClick={() => outbox.retry(id)} data-testid="retry">
        Retry
      </button>
      <button type="button" className="link" onClick={() => outbox.remove(id)} data-testid="delete-failed">
        Delete
      </button>
    </div>
  );
}
