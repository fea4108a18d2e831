import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.js';
import type { Project } from './project.js';

/**
 * Makes a certificate for this machine that nobody but this test believes, and that nginx' account in the container may
 * read; resolves with its folder, for TLS_DIR.
 */
export async function makeCertificate(project: Project): Promise<string> {
  const folder = join(project.folder, 'certificates');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')],
  ]);
  chmodSync(join(folder, 'privkey.pem'), 0o644);
  return folder;
}
