import { Copy, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../i18n/failure-text';
import { useAccount } from '../sync/context';
import type { OutboxItem } from '../sync/outbox-item';
import { Button } from '../ui/button';
import { copyText } from '../ui/copy-text';
import { Dialog } from '../ui/dialog';
import { FullTime } from '../ui/time';
import { useToast } from '../ui/toast';

interface StrandedDialogProps {
  items: readonly OutboxItem[];
  onClose: () => void;
}

/** Each text that was never sent, why, and what can still be done with it. */
export function StrandedDialog({ items, onClose }: StrandedDialogProps) {
  const { t } = useTranslation('app');
  return (
    <Dialog title={t('stranded.title')} onClose={onClose} testId="stranded-dialog">
      <p className="text-quiet">{t('stranded.text')}</p>
      <ul className="mt-4 flex flex-col gap-3">
        {items.map((item) => (
          <Stranded key={item.id} item={item} />
        ))}
      </ul>
    </Dialog>
  );
}

function Stranded({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('app');
  const { outbox } = useAccount().sync;
  const failureText = useFailureText();
  const toast = useToast();
  const copy = () =>
    copyText(item.content).then(
      () => toast.show({ text: t('stranded.copied'), tone: 'info' }),
      () => toast.show({ text: t('stranded.notCopied'), tone: 'danger' }),
    );
  return (
    <li data-testid="stranded-item" className="rounded-xl border border-line p-3">
      <p dir="auto" className="max-h-48 overflow-y-auto wrap-anywhere whitespace-pre-wrap">
        {item.content}
      </p>
      <p className="mt-2 text-sm text-quiet">
        <FullTime instant={item.createdAt} />
        {item.failure && ` · ${failureText({ isRetriable: false, ...item.failure })}`}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button icon={Copy} onClick={() => void copy()} testId="stranded-copy">
          {t('stranded.copy')}
        </Button>
        <Button icon={Trash2} onClick={() => outbox.remove(item.id)} testId="stranded-delete">
          {t('stranded.delete')}
        </Button>
      </div>
    </li>
  );
}
