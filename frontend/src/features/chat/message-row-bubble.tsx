import { clsx } from 'clsx';
import { useTexts } from '../../i18n/use-texts';
import { Tick } from '../../ui/tick';
import { ClockTime } from '../../ui/time';
import { Markdown } from '../../ui/markdown';
import { isEmojiOnly } from '../../ui/markdown-tokens';
import type { Row } from './rows';

interface MessageBubbleProps {
  row: Row;
  isOwn: boolean;
  textId: string;
  metaId: string;
}

/** What was written, with its time and ticks beside the last line if there is room, else below. */
export function MessageBubble({ row, isOwn, textId, metaId }: MessageBubbleProps) {
  const t = useTexts('messages');
  const isDeleted = row.message?.isDeleted ?? false;
  const content = row.content ?? '';
  const isLarge = !isDeleted && isEmojiOnly(content);
  return (
    <div
      className={clsx(
        'flex max-w-full flex-wrap items-end justify-end gap-x-2.5 rounded-bubble',
        isLarge ? 'px-1' : 'px-3 pt-1.5 pb-1 shadow-low',
        !isLarge && (isOwn ? 'bg-own' : 'bg-theirs'),
        row.startsGroup && (isOwn ? 'rounded-se-md' : 'rounded-ss-md'),
        row.item?.state === 'failed' && 'opacity-75',
      )}
    >
      <div
        id={textId}
        dir="auto"
        data-testid="message-content"
        className={clsx(
          'min-w-0 grow text-start wrap-anywhere whitespace-pre-wrap',
          isLarge && 'text-5xl leading-tight',
          isDeleted && 'text-quiet italic',
        )}
      >
        {isDeleted ? t('deleted') : <Markdown text={content} />}
      </div>
      <span
        id={metaId}
        className={clsx('flex shrink-0 items-center gap-1 text-xs', isOwn ? 'text-meta-own' : 'text-quiet')}
      >
        {row.message?.isEdited && !isDeleted && <span>{t('edited')}</span>}
        <ClockTime instant={row.createdAt} />
        {row.tick && !isDeleted && <Tick state={row.tick} />}
      </span>
    </div>
  );
}
