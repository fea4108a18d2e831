// Monaco's workers from our own origin; before anything of Monaco is loaded.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './graphiql.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followTheme } from '../ui/preferences/theme';
import { GraphiqlPage } from './graphiql-page';
import { createPageSession } from './page-session';

const root = document.getElementById('root');
if (!root) throw new Error('graphiql.html has no #root.');

followTheme();
createRoot(root).render(
  <StrictMode>
    <GraphiqlPage page={createPageSession()} />
  </StrictMode>,
);
