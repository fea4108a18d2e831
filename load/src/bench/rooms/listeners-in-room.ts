import type { Person } from '../../target/target.js';
import type { ListenerSpec } from '../listeners/commands.js';

/** The same words for Converge and for the baseline. */
export const MESSAGE_ADDED =
  'subscription ($chatId: ID!) { messageAdded(chatId: $chatId) { id chatId senderId content createdAt } }';

/** Each of these people with a socket of their own and `messageAdded` of the chat. */
export const listenersInRoom = (
  url: string,
  people: readonly Person[],
  chatId: string,
): Promise<ListenerSpec[]> =>
  Promise.all(
    people.map(async (person) => ({
      url,
      subscription: {
        ...{ token: await person.token(), query: MESSAGE_ADDED, variables: { chatId } },
        saysReady: false,
      },
    })),
  );
