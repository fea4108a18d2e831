import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { HERE } from './places.js';

interface Service {
  image: string;
  profiles?: string[];
  ports?: string[];
  volumes?: string[];
  read_only?: boolean;
  healthcheck?: { test: string[] };
}

const { services } = parse(readFileSync(join(HERE, 'compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
};

describe.each(Object.entries(services))('%s', (_, service) => {
  test('is there only for whoever asks for the profile', () => {
    expect(service.profiles).toEqual(['observability']);
  });

  test('is of a version that is named', () => {
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+$/);
  });

  test('opens its page to this machine alone', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('asks itself for its health past any proxy', () => {
    if (service.healthcheck) expect(service.healthcheck.test.join(' ')).toContain('wget -q -Y off ');
  });

  test('reads files that are there, and writes to none of them', () => {
    const mounts = (service.volumes ?? []).filter((volume) => volume.startsWith('./'));
    for (const [file, , mode] of mounts.map((mount) => mount.split(':'))) {
      expect(existsSync(join(HERE, file!))).toBe(true);
      expect(mode).toBe('ro');
    }
    expect(service.read_only).toBe(true);
  });
});
