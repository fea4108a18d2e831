import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStrandedItems } from '../sync/context';
import { lazily } from '../ui/lazily';

const StrandedDialog = lazily(async () => (await import('./stranded-dialog')).StrandedDialog);

/** Under the connection: messages that cannot be sent any more and that no chat shows, until the person has decided. */
export function StrandedBar() {
  const { t } = useTranslation('app');
  const items = useStrandedItems();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <div role="status">
      {items.length > 0 && (
        <button
          type="button"
          data-testid="stranded"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className="flex min-h-9 w-full items-center gap-2 bg-danger-soft px-4 py-1.5 text-start text-sm font-medium text-danger max-wide:min-h-[44px]"
        >
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          <span className="min-w-0 flex-1">{t('stranded.bar', { count: items.length })}</span>
          <span className="underline underline-offset-2">{t('stranded.show')}</span>
        </button>
      )}
      {isOpen && items.length > 0 && <StrandedDialog items={items} onClose={close} onError={close} />}
    </div>
  );
}
