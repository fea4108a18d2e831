import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { LOG_LEVELS, type LogLevel } from './flags.js';
import { redact, shortLine } from './log-line.js';

const COLOURS = [pc.cyan, pc.magenta, pc.green, pc.blue, pc.yellow, pc.cyan, pc.magenta];
/** The longest usual name, receiver-2, with room for receiver-10. */
const NAME_WIDTH = 11;
/** A log file above this is put aside (one older one is kept) when the stack starts. */
const LARGEST_FILE_BYTES = 20 * 1024 * 1024;

/** Everything the stack says: each child's lines whole into a file, short and coloured onto the terminal. */
export class StackLog {
  private readonly files = new Map<string, WriteStream>();
  private readonly least: number;

  constructor(
    private readonly folder: string,
    level: LogLevel,
    private readonly out: NodeJS.WritableStream = process.stdout,
  ) {
    this.least = LOG_LEVELS.indexOf(level);
  }

  /** A line that a child wrote. */
  line(child: string, text: string): void {
    this.file(child).write(`${this.redacted(text)}\n`);
    const short = shortLine(child, text);
    if (LOG_LEVELS.indexOf(short.level) < this.least) return;
    const paint =
      short.level === 'error' ? pc.red : short.level === 'warn' ? pc.yellow : (plain: string) => plain;
    this.print(child, paint(this.redacted(short.text)));
  }

  /** A child died. Shown at every level. */
  alarm(child: string, text: string): void {
    this.print(child, pc.bold(pc.red(`✖ ${child} ${text}`)));
  }

  /** It is well again. Shown at every level. */
  relief(child: string, text: string): void {
    this.print(child, pc.green(`✔ ${child} ${text}`));
  }

  /** A line of the stack itself, without a prefix. */
  say(text: string): void {
    this.out.write(`${text}\n`);
  }

  redacted(text: string): string {
    return redact(text);
  }

  fileOf(child: string): string {
    return join(this.folder, `${child}.log`);
  }

  /** Flushes and closes the files. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.files.values()].map((file) => new Promise<void>((done) => file.end(() => done()))),
    );
    this.files.clear();
  }

  private print(child: string, text: string): void {
    const colour =
      COLOURS[[...child].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length];
    const time = pc.dim(new Date().toTimeString().slice(0, 8));
    this.say(`${time} ${(colour ?? pc.cyan)(child.padEnd(NAME_WIDTH))} ${pc.dim('│')} ${text}`);
  }

  private file(child: string): WriteStream {
    const known = this.files.get(child);
    if (known !== undefined) return known;
    const path = this.fileOf(child);
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_FILE_BYTES)
      renameSync(path, `${path}.old`);
    const file = createWriteStream(path, { flags: 'a' });
    // A full disk must not end the stack; the terminal still shows the lines.
    file.on('error', (error) =>
      this.print(child, pc.red(`its log file cannot be written: ${error.message}`)),
    );
    this.files.set(child, file);
    return file;
  }
}
