import pc from 'picocolors';

/** Back to the start of the line, and nothing on it. */
export const CLEAR_LINE = '\r\x1b[2K';

/** What happens goes to stderr, in place of the live line, which comes back below; stdout is for what was found. */
export const note = (text: string): void =>
  void process.stderr.write(`${process.stderr.isTTY ? CLEAR_LINE : ''}  ${pc.dim(text)}\n`);
