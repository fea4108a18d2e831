import type { StoredRow } from '../../target/target.js';
import type { FaultLog } from './fault-log.js';
import type { StoredMessage } from './history.js';

const COLUMNS = ['id', 'senderId', 'content', 'clientMessageId'] as const;

/** What Postgres has of a chat is what its readers are told: those who ask later are told what Postgres has. */
export function checkRows(
  rows: readonly StoredRow[],
  history: readonly StoredMessage[],
  chatId: string,
  faults: FaultLog,
): void {
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  for (const message of history) {
    const about = { chatId, messageId: message.id, seq: message.seq };
    const row = bySeq.get(message.seq);
    bySeq.delete(message.seq);
    if (!row) {
      faults.add({ fault: 'lost', ...about, detail: 'it can be read, but Postgres does not have it' });
      continue;
    }
    for (const column of COLUMNS.filter((one) => row[one] !== message[one])) {
      const detail = `Postgres has another ${column}: ${JSON.stringify(row[column])}`;
      faults.add({ fault: 'historyWrong', ...about, detail });
    }
  }
  for (const { id, seq } of bySeq.values())
    faults.add({ fault: 'historyWrong', chatId, messageId: id, seq, detail: 'only Postgres has it' });
}
