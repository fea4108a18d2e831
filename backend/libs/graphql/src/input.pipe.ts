import { badUserInput, type FieldError } from '@converge/domain';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { cleanersOf } from './cleaned.decorator.js';
import { compileCheck } from './input-check.js';

/** Types graphql-js has already checked, and parameters that are no input (context, info, the viewer). */
const UNCHECKED = new Set<unknown>([String, Number, Boolean, Array, Object, undefined]);

type InputClass = new () => object;

/**
 * Cleans an input (`@Cleaned`), checks it by its class-validator decorators (none of which may be asynchronous) and
 * hands on an instance of its class. Throws BAD_USER_INPUT with a field for each mistake, e.g.
 * `createMessageInput.content`.
 */
export class InputPipe implements PipeTransform {
  private readonly plans = new WeakMap<InputClass, ReturnType<typeof plan>>();

  transform(value: unknown, { metatype, data, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || UNCHECKED.has(metatype) || value === null || typeof value !== 'object')
      return value;
    const inputClass = metatype as InputClass;
    const { cleaners, isSurelyValid } = this.plans.get(inputClass) ?? this.remember(inputClass);
    const input = Object.assign(new inputClass(), value) as Record<string, unknown>;
    for (const { property, clean } of cleaners)
      if (property in value) input[property] = clean(input[property]);
    if (isSurelyValid(input)) return input;
    const errors = validateSync(input, {
      forbidUnknownValues: false,
      validationError: { target: false, value: false },
    });
    if (errors.length > 0) throw badUserInput(...fieldErrors(errors, data === undefined ? [] : [data]));
    return input;
  }

  private remember(inputClass: InputClass): ReturnType<typeof plan> {
    const made = plan(inputClass);
    this.plans.set(inputClass, made);
    return made;
  }
}

/** What to do with an input of a class, looked up once. */
const plan = (inputClass: InputClass) => ({
  cleaners: cleanersOf(inputClass),
  isSurelyValid: compileCheck(inputClass),
});

function fieldErrors(errors: ValidationError[], parents: string[]): FieldError[] {
  return errors.flatMap((error) => {
    const path = [...parents, error.property];
    const own = Object.values(error.constraints ?? {}).map((message) => ({ path: path.join('.'), message }));
    return [...own, ...fieldErrors(error.children ?? [], path)];
  });
}
