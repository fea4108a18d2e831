import { isUuid, type ChatEvent } from '@converge/domain';
import { z } from '@converge/runtime';

/** Compared as text when rows are folded, so the form must be exactly this. */
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = z.string().refine(isUuid, 'not a uuid in small letters');
const count = z.int().min(0);
const revision = z.int().min(1);

const message = z.object({
  ...{ id, chatId: id, senderId: id, content: z.string().nullable(), clientMessageId: z.string().nullable() },
  ...{
    createdAt: instant,
    editedAt: instant.nullable(),
    deletedAt: instant.nullable(),
    seq: revision,
    revision,
  },
});

const chat = z.object({
  ...{
    id,
    name: z.string().nullable(),
    description: z.string().nullable(),
    chatType: z.enum(['direct', 'group']),
  },
  ...{ isActive: z.boolean(), createdBy: id, createdAt: instant, updatedAt: instant },
  ...{ lastSeq: count, revision, stateRevision: revision },
});

const participant = z.object({
  ...{ chatId: id, userId: id, role: z.enum(['admin', 'member']), joinedAt: instant, joinedSeq: count },
  ...{ leftAt: instant.nullable(), revision },
});

const cursor = z.object({ chatId: id, userId: id, lastReadSeq: count, readAt: instant, revision });

const origin = z.object({ requestId: z.string(), traceparent: z.string().optional() }).optional();

const base = { chatId: id, epoch: z.string(), revision, at: instant, origin };

const chatEvent = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('MessageAdded'), message, acceptedBy: z.string().optional() }),
  z.object({ ...base, type: z.literal('MessageUpdated'), message }),
  z.object({ ...base, type: z.literal('MessageDeleted'), message }),
  z.object({ ...base, type: z.literal('MessagesRead'), cursor, unreadCount: count }),
  z.object({ ...base, type: z.literal('ChatCreated'), chat, participantIds: z.array(id) }),
  z.object({ ...base, type: z.literal('ChatChanged'), chat }),
  z.object({ ...base, type: z.literal('ChatRemoved'), chat }),
  z.object({ ...base, type: z.literal('ParticipantAdded'), participant, chat }),
  z.object({ ...base, type: z.literal('ParticipantRemoved'), participant }),
]);

/** Which chat the thing inside says it belongs to. */
function chatIdInside(event: ChatEvent): string {
  if ('message' in event) return event.message.chatId;
  if ('cursor' in event) return event.cursor.chatId;
  if ('participant' in event) return event.participant.chatId;
  return event.chat.id;
}

export type Checked = { event: ChatEvent } | { malformed: string };

/** Is this, out of a queue, an event as the domain has it? What is not can never be stored. */
export function checkEvent(value: unknown): Checked {
  const parsed = chatEvent.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`);
    return { malformed: `malformed event: ${issues.join('; ')}` };
  }
  // Itself, not zod's copy: the dead letter queue and the log show what came.
  const event = value as typeof parsed.data satisfies ChatEvent;
  if (chatIdInside(event) !== event.chatId) return { malformed: 'malformed event: it is about two chats' };
  return { event };
}

/**
 * How many rows an event makes that no other event shares: everybody's place in a new chat counts. Of what may be
 * malformed.
 */
export function rowsOfEvent(value: unknown): number {
  const { type, participantIds } = (value ?? {}) as Partial<Extract<ChatEvent, { type: 'ChatCreated' }>>;
  return type === 'ChatCreated' && Array.isArray(participantIds) ? 1 + participantIds.length : 1;
}
