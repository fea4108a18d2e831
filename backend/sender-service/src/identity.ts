import { forbidden, type Viewer } from '@converge/domain';

/**
 * `senderId` and `userId` arguments are kept for compatibility and never trusted: where given, they must name the
 * token's own subject.
 */
export function requireSelf(viewer: Viewer, claimedId: string | null | undefined): void {
  if (claimedId != null && claimedId !== viewer.userId) {
    throw forbidden('You can only act as yourself: the user id given is not that of your token.');
  }
}
