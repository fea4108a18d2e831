import { useTranslation } from 'react-i18next';
import type { DeliveryMatrix, MatrixCell } from './delivery-matrix';
import { Milliseconds } from './milliseconds';

/** How slow a pair is, by its p95 in milliseconds; the number itself is in the cell. */
const HEATS = [
  { upTo: 100, ground: 'bg-accent/10' },
  { upTo: 500, ground: 'bg-accent/25' },
  { upTo: 2_000, ground: 'bg-warn-soft' },
  { upTo: Infinity, ground: 'bg-danger-soft' },
];

const groundOf = ({ p95 }: MatrixCell): string =>
  p95 === null ? '' : (HEATS.find(({ upTo }) => p95 <= upTo)?.ground ?? '');

/** Sender by receiver: how many messages went that way, and how long the way took. */
export function MatrixSection({ matrix }: { matrix: DeliveryMatrix }) {
  const { t } = useTranslation('diagnostics');
  const named = (instance: string | null) => instance ?? t('unknown');
  return (
    <section aria-labelledby="diagnostics-matrix-title">
      <h3 id="diagnostics-matrix-title" className="font-semibold">
        {t('matrix.title')}
      </h3>
      <p className="mb-2 text-sm text-quiet">{t('matrix.hint')}</p>
      <div className="overflow-x-auto rounded-xl border border-line bg-surface">
        <table className="w-full border-collapse text-start tabular-nums" data-testid="diagnostics-matrix">
          <caption className="sr-only">{t('matrix.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className="px-3 py-2 text-start text-sm font-normal text-quiet">
                {t('matrix.corner')}
              </th>
              {matrix.receivers.map((receiver) => (
                <th key={receiver} scope="col" className="px-3 py-2 text-start font-medium whitespace-nowrap">
                  {named(receiver)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.senders.map((sender) => (
              <tr key={sender} className="border-t border-line">
                <th scope="row" className="px-3 py-2 text-start font-medium whitespace-nowrap">
                  {named(sender)}
                </th>
                {matrix.receivers.map((receiver) => (
                  <Cell key={receiver} cell={matrix.cell(sender, receiver)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation('diagnostics');
  if (cell.count === 0) return <td className="px-3 py-2 text-quiet">–</td>;
  return (
    <td className={`px-3 py-2 ${groundOf(cell)}`} data-count={cell.count}>
      <span className="block font-medium">{t('matrix.count', { count: cell.count })}</span>
      <span className="block text-sm whitespace-nowrap">
        p50 <Milliseconds value={cell.p50} /> · p95 <Milliseconds value={cell.p95} />
      </span>
    </td>
  );
}
