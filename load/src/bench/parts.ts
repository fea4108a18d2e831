import type { Part } from './part.js';
import { accept } from './parts/accept.js';

/** In the order in which they run and are shown. */
export const PARTS: readonly Part[] = [accept];
