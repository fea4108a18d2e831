import { Popover as Base } from '@base-ui/react/popover';
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ICON_BUTTON } from './icon-button';

interface PopoverProps {
  label: string;
  icon: LucideIcon;
  children: ReactNode;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  testId?: string;
  className?: string;
}

/** A button with a picture that opens a small surface beside it. */
export const Popover = ({
  label,
  icon: Icon,
  children,
  open,
  onOpenChange,
  testId,
  className,
}: PopoverProps) => (
  <Base.Root open={open} onOpenChange={(isOpen) => onOpenChange(isOpen)}>
    <Base.Trigger
      aria-label={label}
      title={label}
      data-testid={testId}
      className={clsx(ICON_BUTTON.layout, ICON_BUTTON.quiet, className)}
    >
      <Icon aria-hidden="true" className="size-5" />
    </Base.Trigger>
    <Base.Portal>
      <Base.Positioner sideOffset={6} align="start" className="z-50">
        <Base.Popup
          aria-label={label}
          className="appear overflow-hidden rounded-xl border border-line bg-raised text-text shadow-high outline-none"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
