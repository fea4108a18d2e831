import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ApiError } from '@converge/domain';
import {
  Allow,
  ArrayMaxSize,
  IsOptional,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { Cleaned } from './cleaned.decorator.js';
import { InputPipe } from './input.pipe.js';

const trimmed = () => Cleaned((value) => (typeof value === 'string' ? value.trim() : value));

class Titled {
  @trimmed()
  @MinLength(1, { message: 'is empty' })
  @MaxLength(5, { message: 'is too long' })
  title!: string;
}

class Note extends Titled {
  @IsOptional()
  @trimmed()
  @Cleaned((value) => (typeof value === 'string' ? value.toLowerCase() : value))
  @Matches(/^[a-z]+$/, { message: 'must be letters' })
  tag?: string | null;

  @ArrayMaxSize(2, { message: 'are too many' })
  @IsUUID('all', { each: true, message: 'each must be an id' })
  ids: string[] = [];

  free?: unknown;
}

class Late {
  @ValidateIf((input: Late) => input.kind === 'named')
  @MinLength(1, { message: 'is empty' })
  name?: string;

  @Allow()
  kind?: string;
}

const pipe = new InputPipe();
const put = (value: object, metatype: new () => object = Note) =>
  pipe.transform(value, { type: 'body', metatype, data: 'input' });

/** path and message of each mistake. */
function mistakes(value: object, metatype?: new () => object): string[] {
  try {
    put(value, metatype);
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.extensions.fields!.map(({ path, message }) => `${path} ${message}`);
  }
}

const id = '0190a1b2-0000-7000-8000-000000000000';

describe('an input', () => {
  it('becomes an instance of its class, cleaned, inherited properties too', () => {
    const given = { title: ' a ', tag: ' B ', ids: [id], free: 5 };
    const note = put(given);
    expect(note).toBeInstanceOf(Note);
    expect(note).toEqual({ title: 'a', tag: 'b', ids: [id], free: 5 });
    expect(given.title).toBe(' a ');
  });

  it('keeps null apart from what was left out', () => {
    expect(put({ title: 'a', ids: [], tag: null })).toEqual({ title: 'a', ids: [], tag: null });
    expect((put({ title: 'a', ids: [] }) as Note).tag).toBeUndefined();
  });

  it('is checked after it was cleaned, and each mistake is named', () => {
    expect(mistakes({ title: '     ', ids: [] })).toEqual(['input.title is empty']);
    expect(mistakes({ title: ' 12345 ', ids: [] })).toEqual([]);
    expect(mistakes({ title: 'too long', tag: '5', ids: [id, 'x', id] }).sort()).toEqual([
      'input.ids are too many',
      'input.ids each must be an id',
      'input.tag must be letters',
      'input.title is too long',
    ]);
  });

  it('is checked where a condition holds, and only there', () => {
    expect(mistakes({ kind: 'other' }, Late)).toEqual([]);
    expect(mistakes({ kind: 'named', name: '' }, Late)).toEqual(['input.name is empty']);
    expect(mistakes({ kind: 'named', name: 'a' }, Late)).toEqual([]);
  });

  it('of no class, and null, are handed on as they are', () => {
    const value = { a: 1 };
    expect(pipe.transform(value, { type: 'body', metatype: Object })).toBe(value);
    expect(pipe.transform(null, { type: 'body', metatype: Note })).toBeNull();
    expect(pipe.transform(value, { type: 'custom', metatype: Note })).toBe(value);
  });
});
