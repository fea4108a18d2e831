/** Where a bench of an hour and a half is: a line a step, with the time that has gone. */
export class Progress {
  private readonly begun = performance.now();
  private part = '';
  private round = '';

  constructor(private readonly write: (line: string) => void) {}

  startPart(name: string, number: number, of: number): void {
    this.part = `[${number}/${of}] ${name}`;
    this.round = '';
  }

  startRound(number: number, of: number): void {
    this.round = ` · round ${number} of ${of}`;
  }

  say(text: string): void {
    this.write(`${this.elapsed()}  ${this.part}${this.round} · ${text}`);
  }

  private elapsed(): string {
    const seconds = Math.floor((performance.now() - this.begun) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(6);
  }
}
