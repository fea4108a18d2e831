import { applyDecorators } from '@nestjs/common';
import { Cleaned } from '@converge/graphql';
import { Matches } from 'class-validator';

/**
 * Text as it is stored: no blanks around it and no half surrogates (they would not survive UTF-8); NUL, which
 * Postgres cannot store, is refused.
 */
export function CleanText(): PropertyDecorator {
  return applyDecorators(
    Cleaned((value) => (typeof value === 'string' ? value.trim().toWellFormed() : value)),
    Matches(/^[^\0]*$/, { message: 'must not contain the NUL character' }),
  );
}
