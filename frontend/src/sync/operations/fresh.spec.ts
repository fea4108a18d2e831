import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const codegen = resolve(dirname(fileURLToPath(import.meta.url)), '../../../codegen.mjs');

describe('what the client asks for', () => {
  // Writing it anew validates each operation against the committed schema of its service.
  it('is in the contract of its service, and its types are what `npm run codegen` writes', () => {
    const check = () => execFileSync(process.execPath, [codegen, '--check'], { stdio: 'pipe' });
    expect(check).not.toThrow();
  }, 60_000);
});
