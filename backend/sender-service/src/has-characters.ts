import { ValidateBy } from 'class-validator';

/** Counts what people call characters of Unicode (code points), as Postgres does; not UTF-16 units. */
export function HasCharacters(min: number, max: number): PropertyDecorator {
  return ValidateBy({
    name: 'hasCharacters',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'string' || value.length < min || value.length > 2 * max) return false;
        return value.length <= max || [...value].length <= max;
      },
      defaultMessage: () => `must have ${min} to ${max} characters besides blanks around them`,
    },
  });
}
