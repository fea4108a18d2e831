import { isAdmin, type User, type Viewer } from '@converge/domain';

/** A user as the viewer may see them: the e-mail address is for the account itself and admins. */
export function visibleTo(viewer: Viewer, user: User): User {
  return user.id === viewer.userId || isAdmin(viewer) ? user : { ...user, email: null };
}
