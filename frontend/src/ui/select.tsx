import { clsx } from 'clsx';
import { useId, type ComponentProps } from 'react';

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string; title?: string }[];
  testId?: string;
  isLabelHidden?: boolean;
}

/** The browser's own select: right on a phone, by keyboard and for screen readers. */
export function Select({
  label,
  value,
  onChange,
  options,
  testId,
  isLabelHidden,
  className,
  ...rest
}: SelectProps) {
  const id = useId();
  return (
    <span className={clsx('inline-flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        data-testid={testId}
        className="min-h-9 w-full min-w-0 rounded-lg border border-control bg-surface px-2 text-text"
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} title={option.title}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
