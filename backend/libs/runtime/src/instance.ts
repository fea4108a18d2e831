import { readFileSync } from 'node:fs';
import type { Instance, ServiceName } from '@converge/domain';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The version of this build, the same in every process of it. */
export const version = manifest.version;

/** This process as the registry, the X-Served-By header and the selector name it: `<service>-<number>`. */
export function thisInstance(service: ServiceName, number: number): Instance {
  return { service, number, id: `${service}-${number}`, startedAt: new Date().toISOString(), version };
}
