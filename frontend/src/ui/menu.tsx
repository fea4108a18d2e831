import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ICON_BUTTON } from './icon-button';

interface MenuProps {
  label: string;
  icon: LucideIcon;
  children: ReactNode;
  testId?: string;
  className?: string;
  align?: 'start' | 'end';
}

/** A button with a picture that opens a menu. */
export const Menu = ({ label, icon: Icon, children, testId, className, align = 'end' }: MenuProps) => (
  <Base.Root>
    <Base.Trigger
      aria-label={label}
      title={label}
      data-testid={testId}
      className={clsx(ICON_BUTTON.layout, ICON_BUTTON.quiet, className)}
    >
      <Icon aria-hidden="true" className="size-5" />
    </Base.Trigger>
    <Base.Portal>
      <Base.Positioner align={align} sideOffset={4} className="z-50">
        <Base.Popup className="appear min-w-44 rounded-xl border border-line bg-raised p-1 text-text shadow-high outline-none">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

interface MenuItemProps {
  onSelect: () => void;
  children: ReactNode;
  icon?: LucideIcon;
  danger?: boolean;
  testId?: string;
}

export const MenuItem = ({ onSelect, children, icon: Icon, danger = false, testId }: MenuItemProps) => (
  <Base.Item
    onClick={onSelect}
    data-testid={testId}
    className={clsx(
      'flex min-h-9 items-center gap-3 rounded-lg px-3 outline-none select-none data-highlighted:bg-hover',
      danger && 'text-danger',
    )}
  >
    {Icon && <Icon aria-hidden="true" className="size-4.5 shrink-0" />}
    {children}
  </Base.Item>
);

export const MenuSeparator = () => <Base.Separator className="mx-2 my-1 h-px bg-line" />;
