/** Limits on what people send. One place, so that services, web client and documents agree. */
export const LIMITS = {
  /** Characters of a message after trimming. */
  contentLength: 4000,
  chatNameLength: 100,
  chatDescriptionLength: 1000,
  displayNameLength: 100,
  emailLength: 254,
  passwordMinLength: 8,
  passwordMaxLength: 200,
  /** People in one group, its creator included. */
  participants: 1000,
  /** Messages in one page of `messages`. */
  messagesPage: 200,
  /** Entities in one page of `changes`. */
  changesPage: 500,
  /** Users in one page of `users`. */
  usersPage: 200,
  /** Ids in one question of `usersByIds`. */
  usersByIds: 100,
  /** Dead letters in one page of `deadLetters`. */
  deadLettersPage: 200,
  /** Dead letters redriven or discarded at once. */
  deadLetterIds: 100,
  bodyBytes: 64 * 1024,
} as const;

export const USERNAME_PATTERN = /^[a-z0-9_.-]{3,32}$/;
