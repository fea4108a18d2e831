import { inParallel } from './bounded.js';
import { call } from './graphql-call.js';
import { namedUuid } from './stack-people.js';
import type { Person, Progress, Target } from './target.js';

/** A chat that is there, and where it stands. */
export interface MadeChat {
  id: string;
  lastSeq: number;
  epoch: string;
  revision: number;
}

const AT_ONCE = 16;
const CREATE = `mutation ($input: CreateChatInput!) {
  createChat(createChatInput: $input) { id lastSeq position { epoch revision } }
}`;

interface Created {
  id: string;
  lastSeq: number;
  position: { epoch: string; revision: number };
}

/**
 * The chats of these people, by the public API: the first of each makes it, two have a direct one. The same people
 * and seed get the chats that an earlier run has made. @throws TargetUnreachableError, RefusedError
 */
export async function makeChats(
  target: Target,
  people: readonly Person[],
  plan: readonly (readonly number[])[],
  seed: number,
  progress?: Progress,
): Promise<MadeChat[]> {
  const chats = new Array<MadeChat>(plan.length);
  const url = target.endpoint('sender');
  let done = 0;
  await inParallel(plan, AT_ONCE, async (members, index) => {
    const [maker, ...others] = members.map((member) => people[member]!);
    const participantIds = others.map(({ id }) => id);
    const input =
      others.length === 1
        ? { chatType: 'direct', participantIds }
        : {
            ...{ chatType: 'group', participantIds, name: `Load ${index + 1}` },
            clientChatId: namedUuid(`${seed} ${index} ${members.join(' ')}`),
          };
    const { id, lastSeq, position } = await call<Created>(url, await maker!.token(), CREATE, { input });
    chats[index] = { id, lastSeq, ...position };
    progress?.(++done, plan.length);
  });
  return chats;
}
