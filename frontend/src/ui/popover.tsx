import type { LucideIcon } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { lazily } from './lazily';
import { PopupButton } from './popup-button';

const PopoverPopup = lazily(async () => (await import('./popover-popup')).PopoverPopup);

interface PopoverProps {
  label: string;
  icon: LucideIcon;
  children: ReactNode;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  testId?: string;
  className?: string;
  /** Where the focus goes when it closes, if not back to the button. */
  finalFocus?: () => HTMLElement | null;
}

/** A button with a picture that opens a small surface beside it. */
export function Popover(props: PopoverProps) {
  const { label, icon, children, open, onOpenChange, testId, className, finalFocus } = props;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <PopupButton
        ref={button}
        label={label}
        icon={icon}
        testId={testId}
        className={className}
        popup="dialog"
        isOpen={open}
        onOpenChange={onOpenChange}
      />
      {open && (
        <PopoverPopup
          anchor={button}
          label={label}
          onClose={() => onOpenChange(false)}
          finalFocus={finalFocus ?? (() => button.current)}
        >
          {children}
        </PopoverPopup>
      )}
    </>
  );
}
