import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceOf } from './device';

/** "Firefox on Windows", as far as the user agent tells it. */
export function useDeviceName(): (userAgent: string | null) => string {
  const { t } = useTranslation('account');
  return useCallback(
    (userAgent) => {
      const { browser, system } = deviceOf(userAgent);
      if (browser && system) return t('sessions.device', { browser, system });
      return browser ?? system ?? t('sessions.unknown');
    },
    [t],
  );
}
