import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../sync/deliveries';
import { timesOf } from './delivery-times';
import { Milliseconds } from './milliseconds';

/** A bound for the rows on the page; the export has all that is kept. */
const SHOWN = 200;

interface MessagesSectionProps {
  deliveries: readonly Delivery[];
  chatName(chatId: string): string;
}

/** The latest messages, newest first: which instances they went through, and how long each step took. */
export function MessagesSection({ deliveries, chatName }: MessagesSectionProps) {
  const { t } = useTranslation('diagnostics');
  const columns = ['chat', 'seq', 'sender', 'receiver', 'accepted', 'delivered', 'stored'] as const;
  const latest = deliveries.toSorted((a, b) => newness(b) - newness(a)).slice(0, SHOWN);
  return (
    <section aria-labelledby="diagnostics-messages-title">
      <h3 id="diagnostics-messages-title" className="font-semibold">
        {t('messages.title')}
      </h3>
      <p className="mb-2 text-sm text-quiet">{t('messages.hint')}</p>
      {/* Focusable, so that it can be scrolled by keyboard. */}
      <div
        className="max-h-96 overflow-auto rounded-xl border border-line bg-surface"
        role="region"
        aria-labelledby="diagnostics-messages-title"
        tabIndex={0}
      >
        <table className="w-full border-collapse text-sm tabular-nums" data-testid="diagnostics-messages">
          <thead className="sticky top-0 bg-surface">
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="px-2.5 py-2 text-start align-bottom font-medium text-quiet"
                >
                  {t(`messages.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {latest.map((delivery) => (
              <Row key={delivery.messageId} delivery={delivery} chatName={chatName(delivery.chatId)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ delivery, chatName }: { delivery: Delivery; chatName: string }) {
  const { t } = useTranslation('diagnostics');
  const { accepted, delivered, stored } = timesOf(delivery);
  const cell = 'px-2.5 py-1.5 text-start whitespace-nowrap';
  return (
    <tr
      className="border-t border-line"
      data-testid="diagnostics-message"
      data-message-id={delivery.messageId}
    >
      <td className={`${cell} max-w-40 truncate`} dir="auto">
        {chatName}
      </td>
      <td className={cell}>{delivery.seq}</td>
      <td className={cell}>{delivery.sender ?? t('unknown')}</td>
      <td className={cell}>{delivery.receiver ?? t('unknown')}</td>
      {[accepted, delivered, stored].map((value, index) => (
        <td key={index} className={cell}>
          <Milliseconds value={value} />
        </td>
      ))}
    </tr>
  );
}

const newness = ({ sentAt, acceptedAt, deliveredAt }: Delivery): number =>
  deliveredAt ?? acceptedAt ?? sentAt ?? 0;
