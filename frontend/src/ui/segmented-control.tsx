import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';

interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; testId?: string }[];
}

/** One of a few, side by side. */
export const SegmentedControl = <Value extends string>({
  label,
  value,
  onChange,
  options,
}: SegmentedControlProps<Value>) => (
  <RadioGroup
    aria-label={label}
    value={value}
    onValueChange={(next) => onChange(next)}
    className="flex gap-1 rounded-xl bg-ground p-1"
  >
    {options.map((option) => (
      <Radio.Root
        key={option.value}
        value={option.value}
        data-testid={option.testId}
        aria-label={option.label}
        className="flex min-h-9 flex-1 items-center justify-center rounded-lg px-3 text-center font-medium text-quiet data-checked:bg-raised data-checked:text-text data-checked:shadow-low"
      >
        {option.label}
      </Radio.Root>
    ))}
  </RadioGroup>
);
