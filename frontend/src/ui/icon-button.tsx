import { Tooltip } from '@base-ui/react/tooltip';
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does: its name for screen readers, and the tooltip of everybody else. */
  label: string;
  icon: LucideIcon;
  variant?: 'primary' | 'quiet';
  testId?: string | undefined;
}

export const ICON_BUTTON = {
  layout:
    'inline-flex size-10 shrink-0 items-center justify-center rounded-full transition-colors disabled:opacity-50',
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'text-quiet hover:bg-hover hover:text-text data-popup-open:bg-hover',
};

/** A button with a picture. Pictures that point (back, send) turn round by themselves where text runs from the right. */
export const IconButton = ({
  label,
  icon: Icon,
  variant = 'quiet',
  testId,
  className,
  ...rest
}: IconButtonProps) => (
  <Tooltip.Root>
    <Tooltip.Trigger
      render={<button type="button" />}
      aria-label={label}
      data-testid={testId}
      className={clsx(ICON_BUTTON.layout, ICON_BUTTON[variant], className)}
      {...rest}
    >
      <Icon aria-hidden="true" className="size-5" />
    </Tooltip.Trigger>
    <Tooltip.Portal>
      <Tooltip.Positioner sideOffset={6} className="z-50">
        <Tooltip.Popup className="appear rounded-md bg-text px-2 py-1 text-sm text-surface shadow-low">
          {label}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  </Tooltip.Root>
);
