import { clsx } from 'clsx';
import { LoaderCircle } from 'lucide-react';
import { Button, type ButtonProps } from './button';

interface SubmitButtonProps extends Omit<ButtonProps, 'type' | 'variant' | 'icon'> {
  isBusy: boolean;
  /** Instead of the label while it is under way. */
  busyLabel: string;
}

/** Sends the form around it. While that is under way it says so, and keeps the focus. */
export const SubmitButton = ({ isBusy, busyLabel, className, children, ...rest }: SubmitButtonProps) => (
  <Button
    variant="primary"
    type="submit"
    aria-disabled={isBusy}
    className={clsx('aria-disabled:opacity-70', className)}
    {...rest}
  >
    {isBusy && <LoaderCircle aria-hidden="true" className="size-4.5 animate-spin" />}
    {isBusy ? busyLabel : children}
  </Button>
);
