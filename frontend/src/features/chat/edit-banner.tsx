import { Pencil, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../sync/model';
import { IconButton } from '../../ui/icon-button';

/** Above the composer while a message is being edited: what it says now, and the way out. */
export function EditBanner({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const { t } = useTranslation('chat');
  return (
    <div className="flex items-center gap-3 border-s-4 border-accent ps-3" data-testid="edit-banner">
      <Pencil className="size-4 shrink-0 text-accent" aria-hidden />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium text-accent">{t('edit.title')}</p>
        <p className="truncate text-quiet">
          <bdi>{message.content}</bdi>
        </p>
      </div>
      <IconButton label={t('edit.cancel')} icon={X} onClick={onCancel} testId="edit-cancel" />
    </div>
  );
}
