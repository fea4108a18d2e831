import { LIMITS, USERNAME_PATTERN } from '@converge/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Submission } from '../sync/submission';

/** What is wrong with a value, in words; null: nothing that can be seen without the server. */
export type Rule = (value: unknown) => string | null;

export interface AccountRules {
  required: Rule;
  username: Rule;
  displayName: Rule;
  email: Rule;
  /** Of a password that is chosen now. */
  password: Rule;
}

/** The server knows the rest. */
const LOOKS_LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The server's rules for accounts, told before it is asked. */
export function useAccountRules(): AccountRules {
  const { t } = useTranslation('account');
  return useMemo(() => {
    const required: Rule = (value) => (textOf(value).trim() ? null : t('rules.required'));
    return {
      required,
      username: (value) =>
        required(value) ??
        // Typed in capitals it is taken in small letters.
        (USERNAME_PATTERN.test(textOf(value).trim().toLowerCase()) ? null : t('rules.username')),
      displayName: required,
      email: (value) =>
        required(value) ?? (LOOKS_LIKE_AN_ADDRESS.test(textOf(value).trim()) ? null : t('rules.email')),
      password: (value) => (textOf(value).length >= LIMITS.passwordMinLength ? null : t('rules.password')),
    };
  }, [t]);
}

/** What the server has against single fields, in the person's language where it can be known what it says. */
export function useErrorTexts({
  failure,
  errors,
}: Pick<Submission<unknown>, 'failure' | 'errors'>): Record<string, string> {
  const { t } = useTranslation('account');
  return useMemo(() => {
    const text = (name: string, said: string) => {
      if (failure?.code === 'CONFLICT') return t('rules.taken');
      // The one thing of it that a form cannot find out by itself.
      return name === 'currentPassword' ? t('rules.notCurrent') : said;
    };
    return Object.fromEntries(Object.entries(errors).map(([name, said]) => [name, text(name, said)]));
  }, [t, failure, errors]);
}
