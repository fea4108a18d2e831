/**
 * `npm run test:compose`: brings the whole product up with docker compose, as a project of its own on free ports of
 * 127.0.0.1, holds it to its promises, and takes it down with its volumes, however the test ends. Names of steps as
 * arguments run only those (and what they need).
 */
import { docker } from '../testkit/docker.js';
import { removeLeftovers } from './leftovers.js';
import { Project } from './project.js';
import type { Outcome, Step } from './step.js';
import { summary } from './summary.js';
import { backup } from './steps/backup.js';
import { build } from './steps/build.js';
import { demo } from './steps/demo.js';
import { doors } from './steps/doors.js';
import { e2e } from './steps/e2e.js';
import { hardening } from './steps/hardening.js';
import { killing } from './steps/killing.js';
import { moving } from './steps/moving.js';
import { profiles } from './steps/profiles.js';
import { replica } from './steps/replica.js';
import { restart } from './steps/restart.js';
import { scaling } from './steps/scaling.js';
import { tls } from './steps/tls.js';
import { up } from './steps/up.js';
import { upgrade } from './steps/upgrade.js';

const STEPS: readonly Step[] = [
  ...[profiles, build, up, doors, e2e, scaling, killing, restart],
  ...[moving, upgrade, backup, hardening, demo, tls, replica],
];
const LOG_LINES = 50;
const INTERRUPTED = 130;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const since = (startedAt: number): number => (Date.now() - startedAt) / 1000;

/** Runs one step and says what came of it; with the last of every log where its promise is not kept. */
async function take(step: Step, project: Project): Promise<Outcome> {
  const { name, promise } = step;
  say(`  … ${name}: ${promise}`);
  const startedAt = Date.now();
  try {
    const told = await step.run(project);
    const seconds = since(startedAt);
    say(`  ✔ ${name} ${seconds.toFixed(1)} s: ${told}`);
    return { name, seconds, isKept: true, told };
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    const outcome = { name, seconds: since(startedAt), isKept: false, told };
    if (project.signal.aborted) return { ...outcome, isKept: undefined, told: 'interrupted' };
    const logs = await project.logs(LOG_LINES).catch((why: unknown) => `no logs: ${String(why)}`);
    say(`${logs}\n  ✖ ${name}: ${error instanceof Error ? (error.stack ?? told) : told}`);
    return outcome;
  }
}

async function takeAll(steps: readonly Step[], project: Project): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let isOver = false;
  for (const step of steps) {
    if (isOver) outcomes.push({ name: step.name, seconds: 0, told: 'not run' });
    else outcomes.push(await take(step, project));
    const isBroken = outcomes.at(-1)?.isKept !== true;
    isOver ||= project.signal.aborted || (isBroken && step.isNeeded === true);
  }
  return outcomes;
}

function chosen(names: readonly string[]): Step[] {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no step ${unknown.join(', ')}: there are ${STEPS.map(({ name }) => name).join(', ')}.`,
    );
  return STEPS.filter(({ name, isNeeded }) => isNeeded || names.length === 0 || names.includes(name));
}

async function main(names: readonly string[]): Promise<number> {
  const steps = chosen(names);
  const engine = await docker('version', '--format', '{{.Server.Version}}').catch(() => {
    throw new Error('A running Docker is needed (docker version must answer), with compose 2.24 or newer.');
  });
  const compose = await docker('compose', 'version', '--short');
  const left = await removeLeftovers();
  if (left > 0) say(`  Took down ${left} projects that earlier, killed tests had left.`);
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!interruption.signal.aborted) say(`\n  ${name}: taking everything down …`);
      interruption.abort();
    });
  }
  const project = await Project.make(interruption.signal);
  say(`\n  Project ${project.name} at ${project.baseUrl}, Docker ${engine}, compose ${compose}\n`);
  let outcomes: Outcome[];
  try {
    outcomes = await takeAll(steps, project);
  } finally {
    const startedAt = Date.now();
    await project.remove();
    say(`  ✔ taken down, with its volumes ${since(startedAt).toFixed(1)} s\n`);
  }
  say(`${summary(outcomes)}\n`);
  if (interruption.signal.aborted) return INTERRUPTED;
  return outcomes.every(({ isKept }) => isKept) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
