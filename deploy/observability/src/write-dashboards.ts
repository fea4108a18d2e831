import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFiles } from './dashboards.js';
import { DASHBOARDS } from './places.js';

/** `npm run dashboards`: writes what is committed under grafana/dashboards. */
for (const [name, text] of Object.entries(dashboardFiles())) writeFileSync(join(DASHBOARDS, name), text);
