import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FullTime } from '../../ui/time';
import type { ConnectionFacts } from './use-connection-facts';

const DOTS = { connecting: 'bg-warn', 'catching-up': 'bg-warn', live: 'bg-accent', offline: 'bg-danger' };

/** How this client is connected, and what it knows up to where. */
export function ConnectionSection({ facts }: { facts: ConnectionFacts }) {
  const { t } = useTranslation('diagnostics');
  const none = <span className="text-quiet">–</span>;
  return (
    <section aria-labelledby="diagnostics-connection" data-testid="diagnostics-connection">
      <h3 id="diagnostics-connection" className="mb-2 font-semibold">
        {t('connection.title')}
      </h3>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-xl border border-line bg-surface p-4 wide:grid-cols-4">
        <Fact name={t('connection.socket')}>
          <span className="inline-flex items-center gap-2">
            <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[facts.phase]}`} />
            {t(`connection.phase.${facts.phase}`)}
          </span>
        </Fact>
        <Fact name={t('connection.receiver')}>{facts.receiver ?? none}</Fact>
        <Fact name={t('connection.since')}>
          {facts.connectedSince === null ? none : <FullTime instant={facts.connectedSince} />}
        </Fact>
        <Fact name={t('connection.reconnects')}>{facts.reconnects}</Fact>
        <Fact name={t('connection.revision')}>{facts.position?.revision ?? none}</Fact>
        <Fact name={t('connection.epoch')}>
          {facts.position ? (
            <code className="block truncate text-sm" title={facts.position.epoch} dir="ltr">
              {facts.position.epoch}
            </code>
          ) : (
            none
          )}
        </Fact>
        <Fact name={t('connection.chats')}>{facts.chats}</Fact>
        <Fact name={t('connection.waiting')}>{facts.waiting}</Fact>
      </dl>
    </section>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-sm text-quiet">{name}</dt>
    <dd className="font-medium tabular-nums">{children}</dd>
  </div>
);
