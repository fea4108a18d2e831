import type { Project } from './project.js';

/** One part of the test: a promise about the deployment, kept or not. */
export interface Step {
  /** One word, to run it alone. */
  name: string;
  /** What is promised. */
  promise: string;
  /** Without it nothing that follows makes sense. */
  isNeeded?: boolean;
  /** Resolves with what there is to tell; throws where the promise is not kept. */
  run(project: Project): Promise<string>;
}

/** What came of a step. */
export interface Outcome {
  name: string;
  seconds: number;
  /** Not there: it was not run. */
  isKept?: boolean;
  told: string;
}
