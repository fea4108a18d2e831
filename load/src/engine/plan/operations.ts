import { PURPOSE, Random } from './random.js';

/** Something that somebody does: a new message, or an edit of an earlier one. */
export interface Operation {
  number: number;
  /** Index of the chat. */
  chat: number;
  /** Index of the person. */
  author: number;
  isEdit: boolean;
}

export interface OperationPlan {
  seed: number;
  /** Per chat the indexes of its people. */
  chats: readonly (readonly number[])[];
  editRatio: number;
}

/** The operation with this number: any chat, anybody in it. */
export function operationAt({ seed, chats, editRatio }: OperationPlan, number: number): Operation {
  const random = new Random(seed, PURPOSE.operation, number);
  const chat = random.below(chats.length);
  const members = chats[chat]!;
  const author = members[random.below(members.length)]!;
  return { number, chat, author, isEdit: random.next() < editRatio };
}
