import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { createCore } from './app/core';
import { loadTexts } from './i18n/i18n';
import { followTheme } from './ui/preferences/theme';
import { UiProvider } from './ui/provider';
import './ui/theme.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

followTheme();
await loadTexts();
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <App core={createCore()} />
    </UiProvider>
  </StrictMode>,
);
