import { Field as Base } from '@base-ui/react/field';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface FieldProps extends Omit<Base.Control.Props, 'render' | 'className'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, as the server says; what the browser can see itself comes by `validate` and attributes. */
  error?: string | undefined;
  validate?: Base.Root.Props['validate'];
  testId?: string;
  /** Stands at the inline end, inside. */
  trailing?: ReactNode;
  isLabelHidden?: boolean;
}

/** A labelled input with its hint and its error. Put several into a `Form`. */
export function Field(props: FieldProps) {
  const { name, label, hint, error, validate, testId, trailing, isLabelHidden, ...input } = props;
  return (
    <Base.Root
      name={name}
      {...(validate && { validate })}
      invalid={error ? true : undefined}
      className="flex flex-col gap-1"
    >
      <Base.Label className={clsx('text-sm font-medium', isLabelHidden && 'sr-only')}>{label}</Base.Label>
      <span className="relative">
        <Base.Control
          data-testid={testId}
          className={clsx(
            // What is typed reads as it begins; the placeholder, and where the button stands, as the page does.
            '[unicode-bidi:plaintext] min-h-10 w-full text-start rounded-lg border border-control bg-surface px-3 text-text placeholder:text-quiet',
            'data-invalid:border-danger',
            trailing && 'pe-11',
          )}
          {...input}
        />
        {trailing && <span className="absolute inset-y-0 end-0 flex items-center">{trailing}</span>}
      </span>
      {hint && <Base.Description className="text-sm text-quiet">{hint}</Base.Description>}
      {error ? (
        <Base.Error match className="text-sm text-danger">
          {error}
        </Base.Error>
      ) : (
        <Base.Error className="text-sm text-danger" />
      )}
    </Base.Root>
  );
}
