import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

export type ButtonVariant = 'primary' | 'quiet' | 'danger' | 'link';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  icon?: LucideIcon;
  testId?: string | undefined;
}

export const BUTTON_VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'border border-control bg-surface text-text hover:bg-hover',
  danger: 'bg-danger text-on-danger hover:opacity-90',
  link: 'text-accent underline underline-offset-2 hover:text-accent-strong',
};

/** A button with words. */
export const Button = ({
  variant = 'quiet',
  icon: Icon,
  testId,
  className,
  children,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    data-testid={testId}
    className={clsx(
      'inline-flex items-center justify-center gap-2 rounded-lg font-medium transition-colors disabled:opacity-50',
      variant === 'link' ? 'min-h-6' : 'min-h-10 px-4 max-wide:min-h-[44px]',
      BUTTON_VARIANTS[variant],
      className,
    )}
    {...rest}
  >
    {Icon && <Icon aria-hidden="true" className="size-4.5 shrink-0" />}
    {children}
  </button>
);
