import { Form as Base } from '@base-ui/react/form';
import type { ReactNode } from 'react';

interface FormProps {
  /** By field name: what the server has against a value. Goes away as soon as the value is changed. */
  errors?: Record<string, string>;
  onSubmit: (values: Record<string, string>) => void;
  children: ReactNode;
  className?: string;
  testId?: string;
}

/** A form that is submitted only when every field is valid; otherwise the first invalid one gets the focus. */
export const Form = ({ errors, onSubmit, children, className, testId }: FormProps) => (
  <Base
    noValidate
    errors={errors ?? {}}
    onFormSubmit={(values) => onSubmit(values as Record<string, string>)}
    className={className ?? 'flex flex-col gap-4'}
    data-testid={testId}
  >
    {children}
  </Base>
);
