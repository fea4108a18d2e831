import type { RefObject } from 'react';
import { IconButton, type IconButtonProps } from './icon-button';

type PopupButtonProps = Omit<IconButtonProps, 'onClick'> & {
  popup: 'menu' | 'dialog';
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** A button with a picture that opens and closes a surface beside it, and says so. */
export const PopupButton = ({ popup, isOpen, onOpenChange, ...button }: PopupButtonProps) => (
  <IconButton
    {...button}
    aria-haspopup={popup}
    aria-expanded={isOpen}
    data-popup-open={isOpen || undefined}
    onClick={() => onOpenChange(!isOpen)}
  />
);

/** For onOpenChange of the surface: a press on its button closes by the button's own click, which would otherwise open it anew. */
export const closeUnlessOn =
  (button: RefObject<HTMLElement | null>, onClose: () => void) =>
  (isOpen: boolean, { event }: { event: Event }): void => {
    if (!isOpen && !button.current?.contains(event.target as Node | null)) onClose();
  };
