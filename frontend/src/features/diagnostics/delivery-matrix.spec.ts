import { describe, expect, it } from '@jest/globals';
import { delivery } from './testkit/delivery';
import { deliveryMatrix } from './delivery-matrix';

describe('the delivery matrix', () => {
  it('counts each pair, with the median and the 95th percentile from accepted to delivered', () => {
    const matrix = deliveryMatrix([
      delivery({ acceptedAt: 100, deliveredAt: 110 }),
      delivery({ acceptedAt: 100, deliveredAt: 130 }),
      delivery({ acceptedAt: 100, deliveredAt: 190 }),
      delivery({ sender: 'sender-2', acceptedAt: 100, deliveredAt: 105 }),
    ]);

    expect(matrix.cell('sender-1', 'receiver-1')).toEqual({ count: 3, p50: 30, p95: 90 });
    expect(matrix.cell('sender-2', 'receiver-1')).toEqual({ count: 1, p50: 5, p95: 5 });
  });

  it('counts what was accepted but not delivered yet, without a time', () => {
    const matrix = deliveryMatrix([delivery({ receiver: null, deliveredAt: null })]);

    expect(matrix.cell('sender-1', null)).toEqual({ count: 1, p50: null, p95: null });
  });

  it('has a place for idle instances and for the unknown, in the order of their numbers', () => {
    const known = { senders: ['sender-10', 'sender-2'], receivers: ['receiver-1'] };

    const matrix = deliveryMatrix([delivery({ sender: null }), delivery({ sender: 'sender-1' })], known);

    expect(matrix.senders).toEqual(['sender-1', 'sender-2', 'sender-10', null]);
    expect(matrix.receivers).toEqual(['receiver-1']);
    expect(matrix.cell('sender-10', 'receiver-1')).toEqual({ count: 0, p50: null, p95: null });
  });
});
