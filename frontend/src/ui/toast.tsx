import { Toast } from '@base-ui/react/toast';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button';

export interface ToastMessage {
  text: string;
  tone?: 'info' | 'danger';
}

/** Short word of what has happened; gone after some seconds, or when it is closed. */
export function useToast(): { show(message: ToastMessage): void } {
  const manager = Toast.useToastManager();
  return {
    show: ({ text, tone = 'info' }) =>
      void manager.add({ title: text, type: tone, priority: tone === 'danger' ? 'high' : 'low' }),
  };
}

/** Stands once around the page. */
export const ToastProvider = ({ children }: { children: ReactNode }) => (
  <Toast.Provider>
    {children}
    <Toast.Portal>
      <Toast.Viewport className="fixed inset-x-0 bottom-20 z-60 mx-auto flex w-[calc(100%-2rem)] max-w-sm flex-col gap-2">
        <Toasts />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
);

function Toasts() {
  const { t } = useTranslation('ui');
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-testid="toast"
      className={clsx(
        'appear flex items-center gap-2 rounded-xl py-1 ps-4 pe-1 shadow-high',
        toast.type === 'danger' ? 'bg-danger text-on-danger' : 'bg-text text-surface',
      )}
    >
      <Toast.Title className="min-w-0 flex-1" />
      <Toast.Close render={<IconButton label={t('close')} icon={X} className="text-inherit!" />} />
    </Toast.Root>
  ));
}
