import { badUserInput, type FieldError } from '@converge/domain';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** Types graphql-js has already checked, and parameters that are no input (context, info, the viewer). */
const UNCHECKED = new Set<unknown>([String, Number, Boolean, Array, Object, undefined]);

/**
 * Checks an input class by its class-validator decorators (none of which may be asynchronous) and hands on its instance.
 * Throws BAD_USER_INPUT with a field for each mistake, e.g. `createMessageInput.content`.
 */
export class InputPipe implements PipeTransform {
  transform(value: unknown, { metatype, data, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || UNCHECKED.has(metatype) || value === null || typeof value !== 'object')
      return value;
    const input = plainToInstance(metatype as new () => object, value);
    const errors = validateSync(input, {
      forbidUnknownValues: false,
      validationError: { target: false, value: false },
    });
    if (errors.length > 0) throw badUserInput(...fieldErrors(errors, data === undefined ? [] : [data]));
    return input;
  }
}

function fieldErrors(errors: ValidationError[], parents: string[]): FieldError[] {
  return errors.flatMap((error) => {
    const path = [...parents, error.property];
    const own = Object.values(error.constraints ?? {}).map((message) => ({ path: path.join('.'), message }));
    return [...own, ...fieldErrors(error.children ?? [], path)];
  });
}
