import { Dialog as Base } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackCloses } from './back-closes';
import { IconButton } from './icon-button';

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  testId?: string;
}

const SIZES = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' };

/** A modal dialog, open for as long as it is mounted. Focus stays inside, Escape closes, focus goes back where it was. */
export const Dialog = ({ title, onClose, children, size = 'md', testId }: DialogProps) => (
  <Surface onClose={onClose}>
    <Base.Popup
      data-testid={testId}
      className={clsx(
        'appear fixed inset-0 z-40 m-auto flex h-fit max-h-[min(90dvh,48rem)] w-[calc(100%-1.5rem)] flex-col overflow-hidden',
        'rounded-2xl bg-raised text-text shadow-high',
        SIZES[size],
      )}
    >
      <Header title={title} />
      <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>
    </Base.Popup>
  </Surface>
);

/** A panel along the inline end, as high as the window. */
export const SidePanel = ({ title, onClose, children, testId }: Omit<DialogProps, 'size'>) => (
  <Surface onClose={onClose}>
    <Base.Popup
      data-testid={testId}
      className={clsx(
        'fixed inset-y-0 end-0 z-40 flex w-full max-w-2xl flex-col bg-raised text-text shadow-high transition-opacity',
        'data-ending-style:opacity-0 data-starting-style:opacity-0',
      )}
    >
      <Header title={title} />
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
    </Base.Popup>
  </Surface>
);

function Surface({ onClose, children }: Pick<DialogProps, 'onClose' | 'children'>) {
  useBackCloses(onClose);
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-shade transition-opacity data-starting-style:opacity-0" />
        {children}
      </Base.Portal>
    </Base.Root>
  );
}

function Header({ title }: { title: ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <header className="flex items-center gap-2 py-3 ps-5 pe-3">
      <Base.Title className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</Base.Title>
      <Base.Close render={<IconButton label={t('close')} icon={X} />} />
    </header>
  );
}
