import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { howItDied, RestartPolicy } from './restart-policy.js';
import { identify, isAlive, killGroup, signal, type ProcessIdentity } from './processes.js';

/** What to run, how to tell that it is up, how to end it. */
export interface ChildSpec {
  /** `sender-1`, `postgres`: also the name of its pid file and log file. */
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** The account to run under; the stack's own when absent. */
  uid?: number;
  gid?: number;
  /** Answers true once it is up; asked every 50 ms until then. */
  isUp: (output: readonly string[]) => Promise<boolean> | boolean;
  /** Mends what a violent death may have left, before every start. */
  beforeStart?: () => void;
  stopSignal: NodeJS.Signals;
  /** After this it is killed. */
  stopDeadlineMs: number;
  /** Children of a higher rank are stopped first. */
  rank: number;
}

/** What a child tells its supervisor. */
export interface ChildEvents {
  started(child: Child, identity: ProcessIdentity): void;
  line(child: Child, text: string): void;
  died(child: Child, how: string, restartInMs: number): void;
  back(child: Child, afterMs: number): void;
  gaveUp(child: Child, how: string): void;
  ended(child: Child): void;
}

const TAIL_LINES = 25;
const LOOK_EVERY_MS = 50;

/** One child process that is started again when it dies, until it is told to stop. */
export class Child {
  private process: ChildProcess | undefined;
  private identity: ProcessIdentity | undefined;
  private readonly policy = new RestartPolicy();
  private readonly tail: string[] = [];
  private restart: NodeJS.Timeout | undefined;
  private diedAt: number | undefined;
  private startedAt = 0;
  private isReady = false;
  private isStopping = false;
  private output: string[] = [];

  constructor(
    readonly spec: ChildSpec,
    private readonly events: ChildEvents,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  /** The last lines it wrote. */
  lastLines(): readonly string[] {
    return this.tail;
  }

  start(): void {
    this.spec.beforeStart?.();
    this.isReady = false;
    this.output = [];
    this.startedAt = Date.now();
    const { command, args, env, cwd, uid, gid } = this.spec;
    // detached: a group of its own, so that Ctrl-C in the terminal reaches the supervisor alone, which stops all in order.
    const child = spawn(command, args, {
      env,
      cwd,
      uid,
      gid,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream, crlfDelay: Infinity }).on('line', (text) => this.onLine(text));
    }
    child.once('error', (error) => this.onLine(`cannot run ${command}: ${error.message}`));
    if (child.pid === undefined) {
      setImmediate(() => this.onExit(child, 127, null));
      return;
    }
    this.identity = identify(child.pid) ?? { pid: child.pid, startedAt: '' };
    this.events.started(this, this.identity);
    child.once('exit', (code, signalName) => this.onExit(child, code, signalName));
    void this.watchUntilUp(child);
  }

  /** Asks it to stop; kills it after its deadline. Resolves once it and its own children are gone. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    const child = this.process;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    signal(child.pid, this.spec.stopSignal);
    // A tester may have paused it: a stopped process hears nothing but SIGKILL.
    signal(-child.pid, 'SIGCONT');
    const deadline = setTimeout(() => this.kill(), this.spec.stopDeadlineMs);
    await gone;
    clearTimeout(deadline);
  }

  /** Ends it now. It is not started again. */
  kill(): void {
    this.isStopping = true;
    clearTimeout(this.restart);
    if (this.identity !== undefined && isAlive(this.identity)) killGroup(this.identity.pid);
  }

  private async watchUntilUp(child: ChildProcess): Promise<void> {
    while (this.process === child && child.exitCode === null && child.signalCode === null) {
      if (await this.spec.isUp(this.output)) return this.onUp(child);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  private onUp(child: ChildProcess): void {
    if (this.process !== child || child.exitCode !== null || child.signalCode !== null) return;
    this.isReady = true;
    this.output = [];
    this.events.back(this, Date.now() - (this.diedAt ?? this.startedAt));
  }

  private onLine(text: string): void {
    if (text.trim() === '') return;
    // Kept for isUp only; a child that never comes up must not fill the memory.
    if (!this.isReady && this.output.length < 1_000) this.output.push(text);
    this.tail.push(text);
    if (this.tail.length > TAIL_LINES) this.tail.shift();
    this.events.line(this, text);
  }

  private onExit(child: ChildProcess, code: number | null, signalName: NodeJS.Signals | null): void {
    if (this.process !== child) return;
    // nginx's workers outlive a killed master and would keep its port.
    if (child.pid !== undefined) killGroup(child.pid);
    this.events.ended(this);
    if (this.isStopping) return;
    const atMs = Date.now();
    const how = howItDied({ code, signal: signalName });
    const upMs = atMs - this.startedAt;
    const verdict = this.policy.onDeath({ atMs, upMs, wasReady: this.isReady, code, signal: signalName });
    this.diedAt = atMs;
    this.isReady = false;
    if (verdict === 'give up') return this.events.gaveUp(this, how);
    this.restart = setTimeout(() => this.start(), verdict.restartInMs);
    this.events.died(this, how, verdict.restartInMs);
  }
}
