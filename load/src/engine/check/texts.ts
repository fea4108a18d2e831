import { messageText } from '../plan/message-text.js';
import type { FaultLog } from './fault-log.js';
import type { Accepted, ChatUnderTest, ToldText } from './record.js';

/**
 * What people were told of a message, by an edit or by catching up, is what its author wrote: each revision is that of
 * one text. `told`: of each thread the first who was told; who was told otherwise in the same thread is a fault already.
 */
export function checkTexts(
  told: readonly ToldText[],
  accepted: readonly Accepted[],
  names: { chats: readonly ChatUnderTest[]; people: readonly { id: string }[] },
  seed: number,
  faults: FaultLog,
): void {
  const editsOf = new Map(accepted.map(({ id, edits }) => [id, edits]));
  for (const { chat, person, receiver, id, seq, revision, operation, content } of told) {
    const edits = editsOf.get(id);
    const edit = edits?.certain.find((one) => one.revision === revision);
    const own = operation === null ? [] : [operation];
    const writers = edit ? [edit.operation] : [...own, ...(edits?.uncertain ?? [])];
    if (writers.some((writer) => messageText(seed, writer) === content)) continue;
    faults.add({
      ...{ fault: 'historyWrong', chatId: names.chats[chat]!.id, messageId: id, seq },
      userId: names.people[person]!.id,
      ...(receiver && { receiver }),
      detail: `its text was told as ${JSON.stringify(content)} since revision ${revision}`,
    });
  }
}
