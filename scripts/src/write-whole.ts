import { renameSync, writeFileSync } from 'node:fs';

/** Written at once or not at all: whoever reads the file meanwhile finds what was there before, or nothing. */
export function writeWhole(file: string, text: string, options: { mode?: number } = {}): void {
  writeFileSync(`${file}.new`, text, options);
  renameSync(`${file}.new`, file);
}
