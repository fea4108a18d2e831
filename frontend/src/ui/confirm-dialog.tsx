import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackCloses } from './back-closes';
import { Button } from './button';
import { Notice } from './notice';
import { useToast } from './toast';

interface ConfirmDialogProps {
  title: string;
  text: ReactNode;
  confirmLabel: string;
  /** Closes when it is done. If it rejects, the message of the error is shown, a sentence for people, and the dialog stays. */
  onConfirm: () => void | Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. The focus is on Cancel. */
export function ConfirmDialog({ title, text, confirmLabel, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useBackCloses(onClose);
  const isOpen = useRef(false);
  useEffect(() => {
    isOpen.current = true;
    return () => void (isOpen.current = false);
  }, []);

  function refused({ message }: Error): void {
    setBusy(false);
    if (isOpen.current) setProblem(message);
    else toast.show({ text: message, tone: 'danger' });
  }

  function confirm(): void {
    setBusy(true);
    setProblem(null);
    void Promise.resolve(onConfirm()).then(onClose, refused);
  }
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
          {problem && (
            <div className="mt-3">
              <Notice tone="danger" testId="confirm-problem">
                {problem}
              </Notice>
            </div>
          )}
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
