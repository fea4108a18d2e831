import { beforeEach, describe, expect, it } from '@jest/globals';
import { createDeliveryLog, type DeliveryLog } from './deliveries';
import { ModelServer } from './testkit/model-server';

describe('the deliveries', () => {
  let server: ModelServer;
  let log: DeliveryLog;
  let time: number;

  beforeEach(() => {
    server = new ModelServer(['me', 'ann']);
    time = 0;
    log = createDeliveryLog('me', () => ++time);
  });

  it('tell of an own message who accepted, delivered and stored it, and when', () => {
    const message = server.send('me', 'hello');
    log.accepted({ message, sender: 'sender-2', sentAt: 0 });
    log.arrived({ message, sender: 'sender-2', receiver: 'receiver-1' });
    log.stored([message.id, 'another']);
    expect(log.list.get()).toEqual([
      {
        messageId: 'm1',
        chatId: 'chat',
        seq: 1,
        isOwn: true,
        sender: 'sender-2',
        receiver: 'receiver-1',
        sentAt: 0,
        acceptedAt: Date.parse(message.createdAt),
        deliveredAt: 1,
        storedAt: 2,
      },
    ]);
  });

  it('are the same whether the feed or the answer is faster, and the first answer counts', () => {
    const message = server.send('me', 'hello');
    log.arrived({ message, sender: null, receiver: 'receiver-1' });
    log.accepted({ message, sender: 'sender-2', sentAt: 0 });
    log.accepted({ message, sender: 'sender-1', sentAt: 0 });
    expect(log.list.get()).toMatchObject([
      { sender: 'sender-2', receiver: 'receiver-1', deliveredAt: 1, sentAt: 0 },
    ]);
  });

  it('of others have no time of sending, which their browser alone knows', () => {
    const message = server.send('ann', 'hi');
    log.arrived({ message, sender: 'sender-1', receiver: 'receiver-2' });
    expect(log.list.get()).toMatchObject([
      { isOwn: false, sender: 'sender-1', sentAt: null, acceptedAt: Date.parse(message.createdAt) },
    ]);
  });

  it('are the latest thousand, oldest first', () => {
    for (let n = 0; n < 1_005; n++) {
      log.arrived({ message: server.send('ann', String(n)), sender: null, receiver: null });
    }
    const seqs = log.list.get().map(({ seq }) => seq);
    expect(seqs).toHaveLength(1_000);
    expect([seqs[0], seqs.at(-1)]).toEqual([6, 1_005]);
    log.clear();
    expect(log.list.get()).toEqual([]);
  });
});
