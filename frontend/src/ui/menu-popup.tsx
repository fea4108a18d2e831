import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode, RefObject } from 'react';
import { MenuPartsContext } from './menu-parts';
import { closeUnlessOn } from './popup-button';

interface MenuPopupProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  align: 'start' | 'end';
  onClose: () => void;
  children: ReactNode;
}

/** The open menu beside its button; the focus goes back there. */
export const MenuPopup = ({ anchor, label, align, onClose, children }: MenuPopupProps) => (
  <Base.Root open onOpenChange={closeUnlessOn(anchor, onClose)}>
    <Base.Portal>
      <Base.Positioner anchor={anchor} align={align} sideOffset={4} className="z-50">
        <Base.Popup
          aria-label={label}
          finalFocus={anchor}
          className="appear min-w-44 rounded-xl border border-line bg-raised p-1 text-text shadow-high outline-none"
        >
          <MenuPartsContext value={Base}>{children}</MenuPartsContext>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
