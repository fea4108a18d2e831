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

const VARIANTS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'text-quiet hover:bg-hover hover:text-text data-popup-open:bg-hover',
};

/** A button with a picture. */
export const IconButton = ({
  label,
  icon: Icon,
  variant = 'quiet',
  testId,
  className,
  ...rest
}: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    data-testid={testId}
    className={clsx(
      'inline-flex size-10 shrink-0 items-center max-wide:size-[44px] justify-center rounded-full transition-colors disabled:opacity-50',
      VARIANTS[variant],
      className,
    )}
    {...rest}
  >
    <Icon aria-hidden="true" className="size-5" />
  </button>
);
