import type { RevisedText } from '../check/record.js';
import type { MessageKeys } from '../plan/message-key.js';
import { messageText } from '../plan/message-text.js';
import type { AddedMessage, FeedEvent } from './feed-event.js';

/** Different frames that are under way at the same time in a thread, roughly. */
const SLOTS = 1024;
/** Every so many bytes one goes into the slot's number; places and ids differ in most of them. */
const STRIDE = 5;

export interface FrameContext {
  seed: number;
  keys: MessageKeys;
  /** Index by id. */
  chats: ReadonlyMap<string, number>;
}

interface Frame {
  type: string;
  payload?: { data?: { viewerEvents: ViewerEvent } | null; errors?: unknown };
}

interface ViewerEvent {
  __typename: string;
  chatId: string;
  instance: string;
  position: { epoch: string; revision: number };
  message: {
    id: string;
    seq: number;
    /** Of its last change. */
    revision: number;
    senderId: string;
    content: string | null;
    clientMessageId: string | null;
  };
  acceptedBy: string | null;
  messageIds: string[];
}

/**
 * Reads frames. Everybody in a room is sent the same bytes, and comparing some hundred bytes is twenty times cheaper
 * than to parse them: so a frame is remembered until another takes its slot.
 */
export class FrameReader {
  private readonly frames = new Array<Buffer | undefined>(SLOTS);
  private readonly events = new Array<FeedEvent | undefined>(SLOTS);

  constructor(private readonly context: FrameContext) {}

  read(bytes: Buffer): FeedEvent {
    let hash = bytes.length;
    for (let i = 0; i < bytes.length; i += STRIDE) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const slot = (hash >>> 0) % SLOTS;
    if (this.frames[slot]?.equals(bytes)) return this.events[slot]!;
    const event = this.parse(bytes);
    // A copy: what came from the socket is a view of a much larger buffer.
    this.frames[slot] = Buffer.from(bytes);
    this.events[slot] = event;
    return event;
  }

  private parse(bytes: Buffer): FeedEvent {
    const frame = JSON.parse(bytes.toString('utf8')) as Frame;
    if (frame.type === 'connection_ack') return { kind: 'acknowledged' };
    if (frame.type === 'error' || frame.type === 'complete')
      return { kind: 'ended', why: JSON.stringify(frame.payload ?? frame.type) };
    if (frame.type !== 'next') return { kind: 'protocol' };
    const event = frame.payload?.data?.viewerEvents;
    // An event that could not be made is a hole: a new subscription finds out what it was.
    if (!event) return { kind: 'ended', why: JSON.stringify(frame.payload?.errors) };
    return this.eventOf(event);
  }

  private eventOf(event: ViewerEvent): FeedEvent {
    const { __typename: type, chatId, position } = event;
    if (type === 'Ready') return { kind: 'ready', instance: event.instance };
    if (type === 'Persisted') return { kind: 'persisted', messageIds: event.messageIds };
    const chat = this.context.chats.get(chatId) ?? -1;
    if (type === 'Reset') return { kind: 'reset', chat };
    const added = type === 'MessageAdded' ? this.addedOf(event) : null;
    const edited = type === 'MessageUpdated' ? this.editedOf(event) : null;
    return {
      kind: 'change',
      chat,
      chatId,
      epoch: position.epoch,
      revision: position.revision,
      added,
      edited,
    };
  }

  private addedOf({ message, acceptedBy }: ViewerEvent): AddedMessage {
    const { id, seq, senderId, content, clientMessageId } = message;
    const key = this.context.keys.read(clientMessageId);
    const isIntact = key !== null && content === messageText(this.context.seed, key.operation);
    return { id, seq, senderId, key, isIntact, acceptedBy };
  }

  private editedOf({ message: { id, seq, revision, content, clientMessageId } }: ViewerEvent): RevisedText {
    const key = this.context.keys.read(clientMessageId);
    return { id, seq, revision, operation: key?.operation ?? null, content };
  }
}
