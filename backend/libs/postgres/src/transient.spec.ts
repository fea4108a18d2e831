import { describe, expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { isConnectionFailure, isRefused, isTimeout, isTransient } from './transient.js';

/** As the pg driver reports what Postgres answered, inside TypeORM's wrapper. */
const answered = (code: string) =>
  new QueryFailedError(
    'SELECT',
    [],
    Object.assign(new Error('said by Postgres'), { code, severity: 'ERROR' }),
  );

const coded = (code: string) => Object.assign(new Error('said by Node'), { code });

describe('isTransient', () => {
  test.each([
    '40P01',
    '40001',
    '08006',
    '57P01',
    '57P03',
    '57014',
    '53100',
    '53300',
    '25006',
    '25P03',
    '55P03',
    '58030',
  ])('SQLSTATE %s passes by itself: wait', (code) => expect(isTransient(answered(code))).toBe(true));

  test.each(['42P01', '42501', '28P01', '3D000'])(
    'SQLSTATE %s is mended by an operator: wait, give nothing up',
    (code) => expect(isTransient(answered(code))).toBe(true),
  );

  test.each(['22021', '22P02', '22001', '23502', '23505', '23514', '21000', '54000', 'P0001'])(
    'SQLSTATE %s refuses the row for ever: do not wait',
    (code) => expect(isTransient(answered(code))).toBe(false),
  );

  test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])(
    '%s never reached Postgres: wait',
    (code) => {
      expect(isTransient(coded(code))).toBe(true);
      expect(isTransient(new QueryFailedError('SELECT', [], coded(code)))).toBe(true);
      expect(isConnectionFailure(coded(code))).toBe(true);
    },
  );

  test('the pool and the driver report timeouts and ended connections without any code: wait', () => {
    expect(isTransient(new Error('whatever the words are'))).toBe(true);
    expect(isTransient(new QueryFailedError('SELECT', [], new Error('other words')))).toBe(true);
    expect(isTransient(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(true);
  });

  test('a mistake in our own code is not healed by waiting', () => {
    expect(isTransient(new TypeError('x is not a function'))).toBe(false);
  });
});

describe('isRefused', () => {
  test('only what Postgres refused is given up; an error that nobody foresaw is not', () => {
    expect(isRefused(answered('22021'))).toBe(true);
    expect(isRefused(answered('40P01'))).toBe(false);
    for (const unforeseen of [
      new TypeError('x'),
      coded('ECONNREFUSED'),
      coded('23505'),
      'a string',
      undefined,
    ]) {
      expect(isRefused(unforeseen)).toBe(false);
    }
  });
});

describe('isTimeout', () => {
  test('only what Postgres itself gave up after too long a time: not a server that was silent', () => {
    expect(isTimeout(answered('57014'))).toBe(true);
    expect(isTimeout(answered('57P01'))).toBe(false);
    expect(isTimeout(coded('ETIMEDOUT'))).toBe(false);
    expect(isTimeout(new Error('Query read timeout'))).toBe(false);
  });
});

describe('isConnectionFailure', () => {
  test('another server is asked when this one is away, not when it refused the statement or took too long', () => {
    expect(isConnectionFailure(answered('57P01'))).toBe(true);
    expect(isConnectionFailure(answered('57014'))).toBe(false);
    expect(isConnectionFailure(answered('42P01'))).toBe(false);
  });
});
