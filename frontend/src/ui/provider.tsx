import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Toasts } from './toast';

/** What the components need around them: the page's policy (no style elements), its direction, and a place for toasts. */
export function UiProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation('ui');
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={i18n.dir()}>
        {children}
        <Toasts />
      </DirectionProvider>
    </CSPProvider>
  );
}
