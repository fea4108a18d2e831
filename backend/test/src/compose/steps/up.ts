import type { Step } from '../step.js';

export const up: Step = {
  name: 'up',
  promise: 'everything comes up and is healthy',
  isNeeded: true,
  async run(project) {
    await project.up();
    return `${(await project.containers()).length} containers`;
  },
};
