import type { Part } from './part.js';
import { accept } from './parts/accept.js';
import { persist } from './parts/persist.js';
import { scale } from './parts/scale.js';
import { sustained } from './parts/sustained.js';

/** In the order in which they run and are shown. */
export const PARTS: readonly Part[] = [sustained, accept, persist, scale];
