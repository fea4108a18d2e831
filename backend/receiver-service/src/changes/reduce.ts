import type { ChatEvent, Message, Participant, ReadCursor } from '@converge/domain';
import { mergeMessages } from '../messages/page.js';
import { cursorsOf, messageOf } from '../overlay/fold.js';

/** What changed in a chat, each thing in its latest state. */
export interface Changed {
  messages: Message[];
  cursors: ReadCursor[];
  /** Revision of the latest change of the chat's own fields or of who is in it; 0: neither changed. */
  chatRevision: number;
}

export interface ChangesPage extends Changed {
  /** Everything up to here is included. */
  upTo: number;
  hasMore: boolean;
}

/** The latest states that these events leave behind. */
export function reduceEvents(events: readonly ChatEvent[]): Changed {
  return latest({
    messages: events.flatMap((event) => messageOf(event) ?? []),
    // An edit raises no watermark. Folding takes one for the send it may stand for; who asks for changes has that.
    cursors: events.filter((event) => !isEdit(event)).flatMap(cursorsOf),
    chatRevision: Math.max(0, ...events.filter(isAboutChat).map((event) => event.revision)),
  });
}

/** Readings of the same changes from several places as one: the newer state of each thing. */
export function mergeChanged(...readings: readonly Changed[]): Changed {
  return latest({
    messages: readings.flatMap((reading) => reading.messages),
    cursors: readings.flatMap((reading) => reading.cursors),
    chatRevision: Math.max(0, ...readings.map((reading) => reading.chatRevision)),
  });
}

/** What Postgres has above a revision, in the same words. */
export function changedOf(
  stored: {
    chat: { stateRevision: number };
    messages: Message[];
    cursors: ReadCursor[];
    participants: Participant[];
  },
  since: number,
): Changed {
  const revisions = [
    stored.chat.stateRevision,
    ...stored.participants.map((participant) => participant.revision),
  ];
  return {
    messages: stored.messages,
    cursors: stored.cursors,
    chatRevision: Math.max(0, ...revisions.filter((revision) => revision > since)),
  };
}

/**
 * The first `size` of the changes by revision. A state carries its latest revision, so what a page leaves out is
 * above its position, and asking again from there leaves no hole. Changes of one revision stay together.
 * `known`: up to which revision `changed` is complete (more may follow); `present`: where the chat stands.
 */
export function firstPage(changed: Changed, size: number, known: number, present: number): ChangesPage {
  const revisions = [
    ...changed.messages.map((message) => message.revision),
    ...changed.cursors.map((cursor) => cursor.revision),
    ...(changed.chatRevision > 0 ? [changed.chatRevision] : []),
  ].sort((a, b) => a - b);
  const cut = revisions.length > size ? revisions[size - 1]! : Infinity;
  const upTo = Math.min(cut, known);
  if (upTo >= present) return { ...changed, upTo: present, hasMore: false };
  return {
    messages: changed.messages.filter((message) => message.revision <= upTo),
    cursors: changed.cursors.filter((cursor) => cursor.revision <= upTo),
    chatRevision: changed.chatRevision <= upTo ? changed.chatRevision : 0,
    upTo,
    hasMore: true,
  };
}

const isEdit = (event: ChatEvent) => event.type === 'MessageUpdated' || event.type === 'MessageDeleted';

function isAboutChat(event: ChatEvent): boolean {
  return 'chat' in event || event.type === 'ParticipantRemoved';
}

function latest(changed: Changed): Changed {
  return {
    ...changed,
    messages: mergeMessages(changed.messages),
    cursors: highest(changed.cursors),
  };
}

/** A watermark only rises: the higher one is the later, whatever event told of it. */
function highest(cursors: ReadCursor[]): ReadCursor[] {
  const byUser = new Map<string, ReadCursor>();
  for (const cursor of cursors) {
    const known = byUser.get(cursor.userId);
    if (!known || cursor.lastReadSeq > known.lastReadSeq) byUser.set(cursor.userId, cursor);
  }
  return [...byUser.values()];
}
