import type { Instant } from './shapes.js';

/** An account. It is deactivated, never deleted: its messages keep their author. */
export interface User {
  id: string;
  /** Lower case, unique; what people sign in with. */
  username: string;
  displayName: string;
  /** Null where the viewer may not see it. */
  email: string | null;
  roles: string[];
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One sign-in on one device; all its tokens carry its id. */
export interface Session {
  id: string;
  userId: string;
  userAgent: string | null;
  createdAt: Instant;
  lastUsedAt: Instant;
}
