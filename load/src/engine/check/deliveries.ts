import { groupBy } from '../group-by.js';
import { BitSet } from './bit-set.js';
import { isBehind, type Place } from './chat-view.js';
import type { FaultLog } from './fault-log.js';
import type { Accepted, ChatUnderTest, Followed } from './record.js';

/** Whatever was accepted has come to everybody in its chat, its author too: live or by catching up. */
export function checkDeliveries(
  accepted: readonly Accepted[],
  followed: readonly Followed[],
  names: { chats: readonly ChatUnderTest[]; people: readonly { id: string }[] },
  faults: FaultLog,
): void {
  const byChat = groupBy(accepted, ({ chat }) => chat);
  for (const { person, chat, seen, receiver, isSettled } of followed) {
    const bits = BitSet.of(seen);
    for (const message of byChat.get(chat) ?? []) {
      if (bits.has(message.seq)) continue;
      faults.add({
        fault: 'lost',
        chatId: names.chats[chat]!.id,
        messageId: message.id,
        seq: message.seq,
        userId: names.people[person]!.id,
        ...(receiver && { receiver }),
        ...(message.sender && { sender: message.sender }),
        detail:
          'accepted, but it never came to this person, live or by catching up' +
          (isSettled ? '' : '; their feed had not come back when the drain was over'),
      });
    }
  }
}

/** Everybody whose feed is there knows all of their chats: edits and watermarks too, which leave no hole at the end. */
export function checkPlaces(
  followed: readonly Followed[],
  places: readonly (Place | null)[],
  names: { chats: readonly ChatUnderTest[]; people: readonly { id: string }[] },
  faults: FaultLog,
): void {
  for (const { person, chat, place, receiver, isSettled } of followed) {
    const there = places[chat] ?? null;
    if (!isSettled || !isBehind(place, there)) continue;
    faults.add({
      fault: 'lost',
      chatId: names.chats[chat]!.id,
      userId: names.people[person]!.id,
      ...(receiver && { receiver }),
      detail: `events: the chat is at revision ${there!.revision}, told to this person are those up to ${place.revision}`,
    });
  }
}
