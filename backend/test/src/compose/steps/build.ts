import { docker } from '../../testkit/docker.js';
import type { Step } from '../step.js';

/** Nothing is taken for built: the images are of this working copy. */
export const build: Step = {
  name: 'build',
  promise: 'the images build',
  isNeeded: true,
  async run(project) {
    if (!project.areImagesGiven) await project.compose(['build', '--progress', 'plain']);
    const sizes = await docker('image', 'inspect', '--format', '{{.Size}}', ...project.images);
    const told = sizes
      .split('\n')
      .map((bytes, i) => `${project.images[i]!.split(':')[0]} ${Math.round(Number(bytes) / 1e6)} MB`);
    return told.join(', ');
  },
};
