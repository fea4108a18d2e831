import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { RunningStack } from './stack.js';

/** Whether Postgres is there: a scrape begins that check and does not wait for it. */
const READINESS_CHECK = 'SELECT 1';
const LOOK_EVERY_MS = 20;
const LOGGED_WITHIN_MS = 20_000;

/** Every statement that the Postgres of a stack is asked, by who asks. It is written to its log: no counter is as exact. */
export class StatementLog {
  private constructor(
    private readonly client: Client,
    private readonly file: string,
  ) {}

  static async start(stack: RunningStack): Promise<StatementLog> {
    const client = new Client({ connectionString: stack.stack.postgresUrl, application_name: 'bench' });
    await client.connect();
    await client.query(`ALTER SYSTEM SET log_statement = 'all'`);
    await client.query(`ALTER SYSTEM SET log_parameter_max_length = 0`);
    await client.query(`ALTER SYSTEM SET log_line_prefix = 'by=%a '`);
    await client.query('SELECT pg_reload_conf()');
    const log = new StatementLog(client, join(stack.stack.dir, 'logs', 'postgres.log'));
    await log.reach(0);
    return log;
  }

  /**
   * The statements that `process` (receiver-1 …) has begun while `act` was under way, as Postgres tells them; without
   * its readiness checks, which are nobody's work and come when they come.
   */
  async during<T>(process: string, act: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
    const from = await this.reach(0);
    const result = await act();
    const upTo = await this.reach(from);
    return { result, statements: statementsIn(this.read(from, upTo), process) };
  }

  stop(): Promise<void> {
    return this.client.end();
  }

  /** Asks something nobody else asks; where the log has it, all before is there too. Answers that place. */
  private async reach(from: number): Promise<number> {
    const deadline = performance.now() + LOGGED_WITHIN_MS;
    while (performance.now() < deadline) {
      const mark = `bench ${randomUUID()}`;
      await this.client.query(`SELECT '${mark}'`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const found = this.read(from).indexOf(mark);
      if (found >= 0) return from + found;
    }
    throw new Error(`Postgres does not log its statements to ${this.file}`);
  }

  private read(from: number, upTo?: number): string {
    const file = openSync(this.file, 'r');
    try {
      const bytes = Buffer.alloc((upTo ?? fstatSync(file).size) - from);
      const length = readSync(file, bytes, 0, bytes.length, from);
      // A byte is a character here: places in the text are places in the file.
      return bytes.toString('latin1', 0, length);
    } finally {
      closeSync(file);
    }
  }
}

/** Those of a process, in the lines of a log; each as far as its first line goes. */
export function statementsIn(log: string, process: string): string[] {
  const begin = new RegExp(`^by=${process} LOG: {2}(?:execute [^:]*|statement): (.*)`);
  return log
    .split('\n')
    .flatMap((line) => begin.exec(line)?.[1] ?? [])
    .filter((statement) => statement !== READINESS_CHECK);
}
