import type { Delivery } from '../../sync/deliveries';
import type { ConnectionFacts } from './use-connection-facts';
import { deliveryMatrix } from './delivery-matrix';
import { timesOf } from './delivery-times';

/** What "Export" saves: ids, places and times. Field by field, so that no text and no token can come in by accident. */
export function diagnosticsReport(
  deliveries: readonly Delivery[],
  connection: ConnectionFacts,
  exportedAt: Date,
) {
  const matrix = deliveryMatrix(deliveries);
  return {
    exportedAt: exportedAt.toISOString(),
    connection: {
      phase: connection.phase,
      receiver: connection.receiver,
      connectedSince: instantOf(connection.connectedSince),
      reconnects: connection.reconnects,
      position: connection.position && {
        epoch: connection.position.epoch,
        revision: connection.position.revision,
      },
      chats: connection.chats,
      waiting: connection.waiting,
    },
    matrix: matrix.senders.flatMap((sender) =>
      matrix.receivers.map((receiver) => ({ sender, receiver, ...matrix.cell(sender, receiver) })),
    ),
    messages: deliveries.map((delivery) => ({
      messageId: delivery.messageId,
      chatId: delivery.chatId,
      seq: delivery.seq,
      isOwn: delivery.isOwn,
      sender: delivery.sender,
      receiver: delivery.receiver,
      sentAt: instantOf(delivery.sentAt),
      acceptedAt: instantOf(delivery.acceptedAt),
      deliveredAt: instantOf(delivery.deliveredAt),
      storedAt: instantOf(delivery.storedAt),
      milliseconds: timesOf(delivery),
    })),
  };
}

const instantOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Hands a JSON file to the browser to be saved. */
export function saveAsJson(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
