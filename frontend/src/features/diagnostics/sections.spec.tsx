import { describe, expect, it } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import '../../testkit/texts.setup';
import { deliveryMatrix } from './delivery-matrix';
import { MatrixSection } from './matrix-section';
import { MessagesSection } from './messages-section';
import { diagnosticsReport } from './report';
import { delivery } from './testkit/delivery';
import type { ConnectionFacts } from './use-connection-facts';

const FACTS: ConnectionFacts = {
  phase: 'live',
  receiver: 'receiver-2',
  connectedSince: 0,
  reconnects: 1,
  position: { epoch: 'e1', revision: 7 },
  chats: 3,
  waiting: 0,
};

describe('the diagnostics', () => {
  it('show the matrix as a table whose headers say whose cell it is', () => {
    render(<MatrixSection matrix={deliveryMatrix([delivery(), delivery({ receiver: 'receiver-2' })])} />);

    const table = screen.getByRole('table', { name: /by the sender that accepted them/ });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Sender ↓ Receiver →', 'receiver-1', 'receiver-2']);
    const row = within(table).getByRole('rowheader', { name: 'sender-1' }).closest('tr');
    expect(row?.textContent).toBe('sender-11 messagep50 15 ms · p95 15 ms1 messagep50 15 ms · p95 15 ms');
  });

  it('show the newest message first, at most 200 of them, with the time of each step', () => {
    const deliveries = Array.from({ length: 300 }, (_, index) =>
      delivery({
        seq: index + 1,
        sentAt: 990 + index,
        acceptedAt: 1_000 + index,
        deliveredAt: 1_020 + index,
        storedAt: null,
      }),
    );

    render(<MessagesSection deliveries={deliveries} chatName={() => 'Friends'} />);

    const rows = screen.getAllByTestId('diagnostics-message');
    expect(rows).toHaveLength(200);
    expect(
      within(rows[0] as HTMLElement)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    ).toEqual(['Friends', '300', 'sender-1', 'receiver-1', '10 ms', '20 ms', '–']);
  });

  it('are exported with places and times, but without what was written and without a token', () => {
    const withMore = { ...delivery({ messageId: 'm' }), content: 'secret words' };
    const factsWithMore = { ...FACTS, token: 'a.b.c' };

    const report = diagnosticsReport([withMore], factsWithMore, new Date(0));

    expect(report).toMatchObject({
      exportedAt: '1970-01-01T00:00:00.000Z',
      connection: { phase: 'live', receiver: 'receiver-2', reconnects: 1, position: { revision: 7 } },
      matrix: [{ sender: 'sender-1', receiver: 'receiver-1', count: 1, p50: 15, p95: 15 }],
      messages: [{ messageId: 'm', milliseconds: { accepted: 10, delivered: 15, stored: 50 } }],
    });
    expect(JSON.stringify(report)).not.toMatch(/secret|a\.b\.c/);
  });
});
