import { MessageCircleOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { BackButton } from './back-button';

/** There is no such chat for this person, or not any more. */
export function ChatMissing({ wasHere, onBack }: { wasHere: boolean; onBack: () => void }) {
  const { t } = useTranslation('chat');
  const back = useRef<HTMLButtonElement>(null);

  // The focus may have been in what is gone. A dialog over it tries first to give the focus back.
  useEffect(() => {
    if (!wasHere) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) back.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [wasHere]);

  return (
    <div className="h-full" role="status" data-testid="chat-missing">
      <EmptyState
        icon={MessageCircleOff}
        title={wasHere ? t('gone.title') : t('missing.title')}
        text={wasHere ? t('gone.text') : t('missing.text')}
        action={
          <Button ref={back} onClick={onBack}>
            {t('back')}
          </Button>
        }
      />
    </div>
  );
}

const BUBBLES = ['w-48 self-start', 'w-64 self-start', 'w-40 self-end', 'w-56 self-end', 'w-72 self-start'];

/** The shape of a chat while it is not known yet whether there is one. */
export function ChatSkeleton({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('chat');
  return (
    <div className="flex h-full flex-col bg-ground" role="status">
      <span className="sr-only">{t('opening')}</span>
      <div className="flex h-16 items-center gap-3 border-b border-line bg-surface px-3">
        <BackButton onBack={onBack} />
        <span className="size-10 animate-pulse rounded-full bg-hover" />
        <span className="h-4 w-40 animate-pulse rounded-full bg-hover" />
      </div>
      <div className="flex flex-1 flex-col justify-end gap-2 p-4">
        {BUBBLES.map((shape) => (
          <span key={shape} className={`h-10 max-w-full animate-pulse rounded-bubble bg-hover ${shape}`} />
        ))}
      </div>
    </div>
  );
}
