import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ToastProvider } from './toast';

/** What the components need around them: the page's policy (no style elements), its direction, tooltips and toasts. */
export function UiProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation('ui');
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={i18n.dir()}>
        <Tooltip.Provider delay={500}>
          <ToastProvider>{children}</ToastProvider>
        </Tooltip.Provider>
      </DirectionProvider>
    </CSPProvider>
  );
}
