/** A user's columns under the names of domain's User; never the password hash. */
export const USER_COLUMNS = `u.id, u.username, u.display_name AS "displayName", u.email, u.roles,
  u.is_active AS "isActive", u.created_at AS "createdAt", u.updated_at AS "updatedAt"`;
