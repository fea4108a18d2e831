import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode, RefObject } from 'react';
import { closeUnlessOn } from './popup-button';

interface PopoverPopupProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  onClose: () => void;
  /** Where the focus goes when it closes. */
  finalFocus: () => HTMLElement | null;
  children: ReactNode;
}

/** The open surface beside its button. */
export const PopoverPopup = ({ anchor, label, onClose, finalFocus, children }: PopoverPopupProps) => (
  <Base.Root open onOpenChange={closeUnlessOn(anchor, onClose)}>
    <Base.Portal>
      <Base.Positioner anchor={anchor} sideOffset={6} align="start" className="z-50">
        <Base.Popup
          aria-label={label}
          finalFocus={finalFocus}
          className="appear overflow-hidden rounded-xl border border-line bg-raised text-text shadow-high outline-none"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
