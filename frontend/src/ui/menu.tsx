import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { lazily } from './lazily';
import { useMenuParts } from './menu-parts';
import { PopupButton } from './popup-button';

/** Floating surfaces weigh more than all buttons together, so they come with the first menu that is opened. */
const MenuPopup = lazily(async () => (await import('./menu-popup')).MenuPopup);

interface MenuProps {
  label: string;
  icon: LucideIcon;
  children: ReactNode;
  testId?: string;
  className?: string;
  align?: 'start' | 'end';
}

/** A button with a picture that opens a menu. */
export function Menu({ label, icon, children, testId, className, align = 'end' }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <PopupButton
        ref={button}
        label={label}
        icon={icon}
        testId={testId}
        className={className}
        popup="menu"
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
      {isOpen && (
        <MenuPopup anchor={button} label={label} align={align} onClose={() => setOpen(false)}>
          {children}
        </MenuPopup>
      )}
    </>
  );
}

interface MenuItemProps {
  onSelect: () => void;
  children: ReactNode;
  icon?: LucideIcon;
  danger?: boolean;
  testId?: string;
}

export function MenuItem({ onSelect, children, icon: Icon, danger = false, testId }: MenuItemProps) {
  const { Item } = useMenuParts();
  return (
    <Item
      onClick={onSelect}
      data-testid={testId}
      className={clsx(
        'flex min-h-9 items-center gap-3 rounded-lg px-3 outline-none max-wide:min-h-[44px] select-none data-highlighted:bg-hover',
        danger && 'text-danger',
      )}
    >
      {Icon && <Icon aria-hidden="true" className="size-4.5 shrink-0" />}
      {children}
    </Item>
  );
}

export function MenuSeparator() {
  const { Separator } = useMenuParts();
  return <Separator className="mx-2 my-1 h-px bg-line" />;
}
