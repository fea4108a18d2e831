import { inParallel } from '../target/bounded.js';
import { call, RefusedError } from '../target/graphql-call.js';
import { TargetUnreachableError, type Target } from '../target/target.js';
import type { Place } from './check/chat-view.js';
import type { Prepared } from './prepare.js';
import { PLACE } from './thread/documents.js';

const AT_ONCE = 8;

/** Where each chat stands by the record; null: nobody says, which the verification will find out about too. */
export async function placesOf(
  target: Target,
  { people, chats }: Pick<Prepared, 'people' | 'chats'>,
): Promise<(Place | null)[]> {
  const places = new Array<Place | null>(chats.length).fill(null);
  await inParallel(chats, AT_ONCE, async (chat, index) => {
    const reader = people[chat.members[0]!]!;
    try {
      const variables = { chatId: chat.id };
      const url = target.endpoint('receiver');
      const { position } = await call<{ position: Place }>(url, await reader.token(), PLACE, variables);
      places[index] = position;
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof TargetUnreachableError)) throw error;
    }
  });
  return places;
}
