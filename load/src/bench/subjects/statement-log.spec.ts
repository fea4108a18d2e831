import { expect, test } from '@jest/globals';
import { statementsIn } from './statement-log.js';

const LOG = [
  "by=bench LOG:  statement: SELECT 'bench 1'",
  'by=receiver-1 LOG:  statement: SELECT 1',
  'by=receiver-1 LOG:  execute <unnamed>: SELECT c.id',
  '\tFROM chats c',
  'by=receiver-2 LOG:  execute <unnamed>: SELECT 2',
  'by=receiver-1 LOG:  statement: SELECT 1 FROM chat_participants',
  'by=receiver-1 ERROR:  out of patience',
].join('\n');

test('a process has asked what the log has of it, but for the check whether Postgres is there', () => {
  expect(statementsIn(LOG, 'receiver-1')).toEqual(['SELECT c.id', 'SELECT 1 FROM chat_participants']);
});
