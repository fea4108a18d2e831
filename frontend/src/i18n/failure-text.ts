import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../sync/failure';

const BY_CODE = {
  NETWORK: 'network',
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'notFound',
  CONFLICT: 'conflict',
  UNAVAILABLE: 'unavailable',
  INTERNAL_SERVER_ERROR: 'internal',
} as const;

/** Beyond so many seconds nobody counts them. */
const IN_SECONDS = 90;

/** Why something failed, as a sentence in the person's language; what the server says of a field, as it says it. */
export function useFailureText(): (failure: Failure) => string {
  const { t } = useTranslation('failure');
  return useCallback((failure) => failureText(t, failure), [t]);
}

function failureText(t: TFunction<'failure'>, { code, retryAfterMs, fields }: Failure): string {
  if (code === 'RATE_LIMITED') return waitText(t, retryAfterMs);
  if (code !== 'BAD_USER_INPUT') return t(BY_CODE[code]);
  if (!fields?.length) return t('badInput');
  return t('badInputAt', { fields: fields.map(({ message }) => message).join('; ') });
}

function waitText(t: TFunction<'failure'>, retryAfterMs: number | undefined): string {
  if (!retryAfterMs) return t('rateLimitedSoon');
  const seconds = Math.ceil(retryAfterMs / 1000);
  if (seconds <= IN_SECONDS) return t('rateLimited', { count: seconds });
  return t('rateLimitedMinutes', { count: Math.ceil(seconds / 60) });
}
