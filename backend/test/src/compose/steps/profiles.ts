import type { Step } from '../step.js';

export const profiles: Step = {
  name: 'profiles',
  promise: 'docker-compose.yml holds together with every profile at once',
  async run(project) {
    const told = await project.compose(['--profile', '*', 'config', '--services']);
    return told.split('\n').sort().join(' ');
  },
};
