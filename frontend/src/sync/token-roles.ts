/**
 * Whether an access token says that its owner is an administrator. It is read without being verified: that is the
 * server's business, with each request.
 */
export function isAdminToken(token: string): boolean {
  const [, payload = ''] = token.split('.');
  try {
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { roles?: unknown };
    return Array.isArray(claims.roles) && claims.roles.includes('admin');
  } catch {
    // Of another form than ours: then it says nothing.
    return false;
  }
}
