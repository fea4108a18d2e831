import type { Storage } from '@graphiql/toolkit';
import type { Service } from '../sync/operation';

const PREFIX = 'converge.graphiql.';

/** The user whose page this is; empty: nobody's. */
let owner = '';

const prefixOf = (userId: string) => `${PREFIX}${userId}.`;
const keysOf = (prefix: string) => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));

/** From now on the page is that of this user (empty: of nobody): what it kept of anybody else is forgotten. */
export function keepOnlyOf(userId: string): void {
  owner = userId;
  const others = keysOf(PREFIX).filter((key) => !key.startsWith(prefixOf(userId)));
  others.forEach((key) => sessionStorage.removeItem(key));
}

/**
 * Where GraphiQL keeps its tabs and history: apart for each user and service, and in sessionStorage, because what is typed here can
 * hold a password or a token (`login`, `refreshToken`), which must not outlive the tab. Answers and headers are not kept at all.
 */
export function pageStorage(userId: string, service: Service): Storage {
  const prefix = `${prefixOf(userId)}${service}/`;
  return {
    getItem: (key) => sessionStorage.getItem(prefix + key),
    setItem(key, value) {
      // GraphiQL writes with a delay: the user may have signed out meanwhile.
      if (userId === owner) sessionStorage.setItem(prefix + key, value);
    },
    removeItem: (key) => sessionStorage.removeItem(prefix + key),
    get length() {
      return keysOf(prefix).length;
    },
    clear: () => keysOf(prefix).forEach((key) => sessionStorage.removeItem(key)),
  };
}
