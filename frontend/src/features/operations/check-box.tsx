interface CheckBoxProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for are selected, not all. */
  isMixed?: boolean;
  onChange: () => void;
  testId: string;
}

/** The browser's own, as large as a finger needs it. */
export const CheckBox = ({ label, checked, isMixed = false, onChange, testId }: CheckBoxProps) => (
  <input
    type="checkbox"
    aria-label={label}
    checked={checked}
    ref={(box) => {
      if (box) box.indeterminate = isMixed;
    }}
    onChange={onChange}
    data-testid={testId}
    className="block size-[24px] accent-accent"
  />
);
