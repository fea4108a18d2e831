import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, start } from '../child.js';
import type { Project } from '../project.js';
import type { Step } from '../step.js';

const FOLDER = join(ROOT, 'backend/test/src/e2e');

/** What is a promise of the local stack and not of the product: a file, or one test of it. */
const LEFT_OUT: { file: string; test?: string; because: string }[] = [
  { file: 'stack.e2e.ts', because: 'how the local stack starts and ends, its flags, ports and folders' },
  {
    file: 'seeing-inside.e2e.ts',
    because: "it reads the local stack's log files, and counts where nobody else has been",
  },
  {
    file: 'observability.e2e.ts',
    because: 'a Prometheus of its own looks at a stack in which nothing else happens',
  },
  {
    file: 'door.e2e.ts',
    test: 'is announced with its signal',
    because: "the local stack's own announcement; here Docker starts again what died",
  },
  {
    file: 'traces.e2e.ts',
    test: 'is one trace,',
    because: 'it starts services that send their traces to a collector of its own',
  },
  {
    file: 'traces.e2e.ts',
    test: 'is found under the id of its request:',
    because: 'it starts services that log every message',
  },
];

/** The end-to-end tests, one file after the other: some of them kill what others use. */
export const e2e: Step = {
  name: 'e2e',
  promise: 'the end-to-end tests hold',
  async run(project) {
    areThere(LEFT_OUT);
    const { passed, left } = await runE2e(project, everyFile());
    const why = LEFT_OUT.map(({ file, test, because }) => `  left out: ${test ?? file} (${because})`);
    process.stdout.write(`${why.join('\n')}\n`);
    const files = LEFT_OUT.filter(({ test }) => test === undefined).length;
    return `${passed} tests hold; left out: ${files} files and ${left} tests of others`;
  },
};

/** A test that has another name by now would be run. */
function areThere(all: typeof LEFT_OUT): void {
  for (const { file, test = '' } of all)
    if (!readFileSync(join(FOLDER, file), 'utf8').includes(test))
      throw new Error(`${file} has no test ${test}`);
}

function everyFile(): string[] {
  const isLeftOut = (name: string) => LEFT_OUT.some(({ file, test }) => file === name && !test);
  return readdirSync(FOLDER).filter((name) => name.endsWith('.e2e.ts') && !isLeftOut(name));
}

interface Results {
  numPassedTests: number;
  numPendingTests: number;
}

/** Runs these end-to-end tests against the project; throws where one does not hold. */
export async function runE2e(
  project: Project,
  files: readonly string[],
): Promise<{ passed: number; left: number }> {
  const results = join(project.folder, 'e2e.json');
  const names = LEFT_OUT.flatMap(({ test }) => test ?? []);
  const args = [
    ...[join(ROOT, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'e2e', '--runInBand'],
    ...['--testNamePattern', `^(?!.*(${names.join('|')}))`, '--json', '--outputFile', results],
    // Its results are written by then; what a test that failed has left open must not keep the step waiting.
    '--forceExit',
    ...['--runTestsByPath', ...files.map((name) => join(FOLDER, name))],
  ];
  const env = {
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings=ExperimentalWarning',
    CONVERGE_URL: project.baseUrl,
    COMPOSE_PROJECT_NAME: project.name,
  };
  const child = start(process.execPath, args, { env, signal: project.signal });
  // What Jest says of each file, as it comes; its JSON goes to stdout too.
  child.process.stderr?.pipe(process.stderr, { end: false });
  const { code } = await child.ended;
  if (code !== 0) throw new Error(`Jest ended with ${code}; what did not hold is told above`);
  const { numPassedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8')) as Results;
  return { passed: numPassedTests, left: numPendingTests };
}
