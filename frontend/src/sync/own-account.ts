import {
  MeDocument,
  RevokeSessionDocument,
  SessionsDocument,
  UpdateUserDocument,
  type UpdateUserInput,
} from '../generated/user';
import type { Me, Session, User } from './model';
import type { Transport } from './transport';

/** The viewer's own account. Everything rejects with what `failureOf` reads. */
export interface OwnAccount {
  me(): Promise<Me>;
  /** Where the viewer is signed in. */
  sessions(): Promise<readonly Session[]>;
  revokeSession(id: string): Promise<void>;
  /** What is left out stays as it is. The new name shows everywhere at once. */
  updateProfile(changes: { displayName?: string | undefined; email?: string | undefined }): Promise<Me>;
  /** Ends the viewer's other sessions. */
  changePassword(current: string, next: string): Promise<void>;
}

export function createOwnAccount(
  { run }: Transport,
  viewerId: string,
  onChanged: (viewer: User) => void,
): OwnAccount {
  const update = async (changes: UpdateUserInput) =>
    (await run('user', UpdateUserDocument, { id: viewerId, changes })).updateUser;
  return {
    me: async () => (await run('user', MeDocument, {})).me,
    sessions: async () => (await run('user', SessionsDocument, {})).sessions,
    async revokeSession(id) {
      await run('user', RevokeSessionDocument, { id });
    },
    async updateProfile(changes) {
      const me = await update(changes);
      onChanged(me);
      return me;
    },
    async changePassword(currentPassword, password) {
      await update({ currentPassword, password });
    },
  };
}
