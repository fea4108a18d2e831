import type { Part } from './part.js';
import { accept } from './parts/accept.js';
import { fanOut } from './parts/fan-out.js';
import { idle } from './parts/idle.js';
import { manyChats } from './parts/many-chats.js';
import { page } from './parts/page.js';
import { persist } from './parts/persist.js';
import { resume } from './parts/resume.js';
import { scale } from './parts/scale.js';
import { sustained } from './parts/sustained.js';

/** In the order in which they run and are shown. */
export const PARTS: readonly Part[] = [
  sustained,
  accept,
  fanOut,
  manyChats,
  persist,
  idle,
  page,
  resume,
  scale,
];
