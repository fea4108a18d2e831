import type { Storage } from '@graphiql/toolkit';
import type { Service } from '../sync/operation';

/**
 * Where GraphiQL keeps its tabs and history: apart for each service, and in sessionStorage, because what is typed here can hold a
 * password or a token (`login`, `refreshToken`), which must not outlive the tab. Answers and headers are not kept at all.
 */
export function pageStorage(service: Service): Storage {
  const prefix = `converge.graphiql.${service}/`;
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => sessionStorage.getItem(prefix + key),
    setItem: (key, value) => sessionStorage.setItem(prefix + key, value),
    removeItem: (key) => sessionStorage.removeItem(prefix + key),
    get length() {
      return keys().length;
    },
    clear: () => keys().forEach((key) => sessionStorage.removeItem(key)),
  };
}
