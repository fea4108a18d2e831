import { statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS_MAY_ENTER = 0o001;

/** Whether an account that is not the owner can walk to `path` (a clone under /root, mode 700, is closed to it). */
export function isReachableByOthers(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & OTHERS_MAY_ENTER) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Root's powers are needed to run something under another account. */
export const isRoot = (): boolean => process.getuid?.() === 0;
