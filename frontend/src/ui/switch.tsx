import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

interface SwitchProps {
  label: ReactNode;
  checked: boolean;
  onChange: (isOn: boolean) => void;
  disabled?: boolean;
  testId?: string;
}

/** On or off, at once. */
export const Switch = ({ label, checked, onChange, disabled, testId }: SwitchProps) => (
  <label className="flex min-h-10 items-center justify-between gap-4">
    <span>{label}</span>
    <Base.Root
      checked={checked}
      onCheckedChange={(isOn) => onChange(isOn)}
      disabled={disabled}
      data-testid={testId}
      className="flex h-6 w-11 shrink-0 items-center rounded-full bg-control p-0.5 transition-colors data-checked:bg-accent data-disabled:opacity-50"
    >
      <Base.Thumb className="size-5 rounded-full bg-surface transition-transform data-checked:translate-x-5 rtl:data-checked:-translate-x-5" />
    </Base.Root>
  </label>
);
