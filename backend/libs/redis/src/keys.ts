/**
 * The one table of Redis keys and channels. All keys of a chat share the hash tag `{chatId}`, so that every
 * script about a chat touches one slot and runs unchanged on Redis Cluster.
 */

/** The nine keys of a chat's hot state, in the order in which every chat script gets them as KEYS[1..9]. */
export function chatKeys(chatId: string): ChatKeys {
  const tag = `chat:{${chatId}}`;
  return {
    /** hash: epoch, revision, lastSeq, hotFrom and the chat's own fields (name and description as JSON). */
    head: tag,
    /** hash userId -> JSON Participant; current members only. */
    members: `${tag}:members`,
    /** hash userId -> JSON ReadCursor. */
    reads: `${tag}:reads`,
    /** hash seq -> JSON Message: the hot window hotFrom..lastSeq, and older ones whose change is not long stored. */
    messages: `${tag}:messages`,
    /** hash messageId -> seq, for exactly the entries of `messages`. */
    ids: `${tag}:ids`,
    /** stream, entry `<revision>-0`, field `e` = JSON ChatEvent: the newest changes, dense by revision. */
    log: `${tag}:log`,
    /**
     * hash pendingKeyOf(event) -> `<revision>|<JSON ChatEvent>`: accepted, not yet committed in Postgres. That of a new
     * message has its `seq` in place of the message, which is in `messages` for as long (readMarks).
     */
    pending: `${tag}:pending`,
    /** zset pendingKey -> ms until which the overlay keeps it after the commit (a replica may lag). */
    settled: `${tag}:settled`,
    /** hash pendingKey -> `<revision>|<epoch>`: in the dead letter queue; keeps the chat hot and the change visible. */
    dead: `${tag}:dead`,
  };
}

export interface ChatKeys {
  head: string;
  members: string;
  reads: string;
  messages: string;
  ids: string;
  log: string;
  pending: string;
  settled: string;
  dead: string;
}

export const chatKeyList = (chatId: string): string[] => Object.values(chatKeys(chatId));

/** string `<digest> <messageId> <seq>`, 24 h: what this user's client id became in this chat. */
export const idempotencyKey = (chatId: string, userId: string, clientMessageId: string) =>
  `chat:{${chatId}}:idem:${userId}:${clientMessageId}`;

/** string chatId: in which chat a message is. */
export const locatorKey = (messageId: string) => `message:${messageId}`;

/** zset chatId -> ms until which to look there: chats whose membership of this user changed lately. Hints, never facts. */
export const touchedKey = (userId: string) => `user:{${userId}}:touched`;

/** zset chatId -> ms of the latest announcement by a sender: where rescue and cooling look. */
export const ACTIVE_CHATS_KEY = 'active-chats';

/** string: the name of this life of the hot store. */
export const EPOCH_KEY = 'epoch';

/** channel: JSON ChatSignal. */
export const chatChannel = (chatId: string) => `chat:{${chatId}}`;

/** channel: JSON UserSignal ("you are in a chat you may not know of: look"). */
export const userChannel = (userId: string) => `user:{${userId}}`;
