import type { Part } from './part.js';

/** In the order in which they run and are shown. */
export const PARTS: readonly Part[] = [];
