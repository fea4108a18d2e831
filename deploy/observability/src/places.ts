import { join, resolve } from 'node:path';

/** The repository: three folders above this file, as source and as build. */
export const ROOT = resolve(import.meta.dirname, '../../..');
export const HERE = join(ROOT, 'deploy/observability');
export const DASHBOARDS = join(HERE, 'grafana/dashboards');
