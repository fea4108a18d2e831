import { useEffect } from 'react';
import { useAccount, useFeedStatus, useRoutes } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import type { PinnedService, RouteState } from '../../sync/routes';

/** For testers: which sender and receiver are asked, and which ones answered. */
export function InstanceBar() {
  const { routes } = useAccount();
  const state = useRoutes();
  const { phase, instance } = useFeedStatus();

  // The list is read when it is wanted, not by the clock: at the start, after a reconnect, and when a selector is opened.
  const isLive = phase === 'live';
  useEffect(() => {
    if (isLive) refresh();
    function refresh() {
      routes.refresh().catch((error: unknown) => console.warn(failureOf(error).message));
    }
  }, [isLive, routes]);

  return (
    <section className="instances" aria-label="Instances">
      <InstanceSelect service="sender" state={state} />
      <InstanceSelect service="receiver" state={state} />
      <p className="served-by" data-testid="served-by">
        <span data-testid="served-by-sender">
          Accepted by <b>{state.sender ?? '–'}</b>
        </span>
        <span data-testid="served-by-receiver">
          Delivered by <b>{instance ?? '–'}</b>
        </span>
      </p>
      {state.notice && (
        <p className="notice" role="status" data-testid="instance-notice">
          {state.notice}
        </p>
      )}
    </section>
  );
}

const LABELS: Record<PinnedService, string> = { sender: 'Sender', receiver: 'Receiver' };

function InstanceSelect({ service, state }: { service: PinnedService; state: RouteState }) {
  const { routes } = useAccount();
  const pinned = state.pins[service];
  const live = state.instances.filter((one) => one.service === service).map((one) => one.number);
  // A pin remembered from last time is shown before the list is there.
  const numbers = [...new Set([...live, ...(pinned === null ? [] : [pinned])])].sort((a, b) => a - b);

  return (
    <label className="instance-select">
      <span>{LABELS[service]}</span>
      <select
        data-testid={`${service}-select`}
        value={pinned ?? 'auto'}
        onFocus={() =>
          void routes.refresh().catch((error: unknown) => console.warn(failureOf(error).message))
        }
        onChange={({ target }) => routes.pin(service, target.value === 'auto' ? null : Number(target.value))}
      >
        <option value="auto">Automatic</option>
        {numbers.map((number) => (
          <option key={number} value={number}>
            {service}-{number}
          </option>
        ))}
      </select>
    </label>
  );
}
