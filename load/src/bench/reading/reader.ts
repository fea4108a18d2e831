import { Client } from 'undici';
import type { Person } from '../../target/target.js';
import type { RunningStack } from '../subjects/stack.js';

/** One person who asks one question after another over one connection. */
export interface Reader {
  /** The answer's first field, and how long it took to be there as a whole. */
  ask<T>(query: string, variables: object): Promise<{ answer: T; ms: number }>;
  stop(): Promise<void>;
}

export function readerAt(stack: RunningStack, person: Person): Reader {
  const client = new Client(stack.urlOf('receiver-1'));
  return {
    async ask<T>(query: string, variables: object) {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${await person.token()}`,
      };
      const begun = performance.now();
      const { body } = await client.request({
        ...{ path: '/graphql', method: 'POST', headers, body: JSON.stringify({ query, variables }) },
      });
      const text = await body.text();
      const ms = performance.now() - begun;
      const { data, errors } = JSON.parse(text) as { data: Record<string, T>; errors?: unknown };
      if (errors) throw new Error(`receiver-1 refused: ${text.slice(0, 300)}`);
      return { answer: Object.values(data)[0]!, ms };
    },
    stop: () => client.close(),
  };
}
