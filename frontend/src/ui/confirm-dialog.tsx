import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';

interface ConfirmDialogProps {
  title: string;
  text: ReactNode;
  confirmLabel: string;
  /** Closes when it is done; if it rejects, whoever called says why, and the dialog stays. */
  onConfirm: () => void | Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. The focus is on Cancel. */
export function ConfirmDialog({ title, text, confirmLabel, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const [isBusy, setBusy] = useState(false);
  const confirm = () => {
    setBusy(true);
    void Promise.resolve(onConfirm()).then(onClose, () => setBusy(false));
  };
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <AlertDialog.Portal>
        {/* Over a dialog, too. */}
        <AlertDialog.Backdrop forceRender className="fixed inset-0 z-40 bg-shade" />
        <AlertDialog.Popup
          data-testid="confirm-dialog"
          className="appear fixed inset-0 z-50 m-auto h-fit w-[calc(100%-1.5rem)] max-w-sm rounded-2xl bg-raised p-5 text-text shadow-high"
        >
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-quiet">{text}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{t('cancel')}</AlertDialog.Close>
            <Button variant="danger" disabled={isBusy} onClick={confirm} testId="confirm">
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
