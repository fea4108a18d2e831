import { Toast } from '@base-ui/react/toast';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button';
import type { ToastMessage } from './toast-message';

/** Shows each message once; a danger is said at once, the rest when there is a pause. */
export const Toaster = ({ messages }: { messages: readonly ToastMessage[] }) => (
  <Toast.Provider>
    <Toast.Portal>
      <Toast.Viewport className="fixed inset-x-0 bottom-20 z-60 mx-auto flex w-[calc(100%-2rem)] max-w-sm flex-col gap-2">
        <Shown messages={messages} />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
);

function Shown({ messages }: { messages: readonly ToastMessage[] }) {
  const { t } = useTranslation('ui');
  const { toasts, add } = Toast.useToastManager();
  const told = useRef(0);
  useEffect(() => {
    for (const { text, tone = 'info' } of messages.slice(told.current)) {
      add({ title: text, type: tone, priority: tone === 'danger' ? 'high' : 'low' });
    }
    told.current = messages.length;
  }, [messages, add]);

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
