import type { Instance } from '../generated/graphql';
import { createCell, type Cell } from './cell';
import type { Service } from './operation';

export type PinnedService = 'sender' | 'receiver';
const PINNED_SERVICES: readonly PinnedService[] = ['sender', 'receiver'];

export interface RouteState {
  /** The number of the instance that is asked, or null: nginx chooses. */
  pins: Readonly<Record<PinnedService, number | null>>;
  /** Every live instance, as the registry last said. */
  instances: readonly Instance[];
  /** The sender that answered the last mutation (X-Served-By). */
  sender: string | null;
  /** What the person should know: a pinned instance that is gone. */
  notice: string | null;
}

export interface Routes {
  readonly state: Cell<RouteState>;
  /** The path of a service, pinned or not. */
  path(service: Service): string;
  /** Where the feed's WebSocket goes. */
  socketUrl(): string;
  pin(service: PinnedService, number: number | null): void;
  /** Called with every X-Served-By of an answer. */
  served(by: string | null): void;
  /** An instance did not answer: if it was a pinned one, looks whether it still lives. */
  trouble(service: Service): void;
  /** Asks the registry anew; unpins what is gone. */
  refresh(): Promise<void>;
  /** Called when the receiver to connect to has changed. */
  onReceiverChange(listener: () => void): void;
}

const STORAGE_KEY = 'converge.pins';
/** The registry forgets an instance a few seconds after its last heartbeat; asking more often says nothing new. */
const LOOK_AGAIN_MS = 2_000;

function remembered(): RouteState['pins'] {
  const pins: RouteState['pins'] = { sender: null, receiver: null };
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<RouteState['pins']>;
    return { sender: stored.sender ?? null, receiver: stored.receiver ?? null };
  } catch (error) {
    console.warn('The remembered instances are not readable:', error);
    return pins;
  }
}

/** Which instance of each service is asked. Switching takes effect with the next request; nothing is reloaded. */
export function createRoutes(readInstances: () => Promise<readonly Instance[]>): Routes {
  const state = createCell<RouteState>({
    pins: remembered(),
    instances: [],
    sender: null,
    notice: null,
  });
  const change = (next: Partial<RouteState>) => state.set({ ...state.get(), ...next });
  let receiverChanged = () => {};
  let lookedAt = 0;

  const pinOf = (service: Service) => (service === 'user' ? null : state.get().pins[service]);
  const path = (service: Service) => {
    const number = pinOf(service);
    return number === null ? `/${service}/graphql` : `/${service}/${number}/graphql`;
  };

  function setPin(service: PinnedService, number: number | null, notice: string | null): void {
    const pins = { ...state.get().pins, [service]: number };
    localStorage.setItem(STORAGE_KEY, JSON.stringify(pins));
    change({ pins, notice });
    if (service === 'receiver') receiverChanged();
  }

  async function refresh(): Promise<void> {
    const instances = await readInstances();
    change({ instances });
    const gone = PINNED_SERVICES.filter((service) => {
      const number = state.get().pins[service];
      return number !== null && !instances.some((live) => live.service === service && live.number === number);
    });
    if (!gone.length) return;
    const names = gone.map((service) => `${service}-${state.get().pins[service]}`).join(' and ');
    const notice = `${names} ${gone.length > 1 ? 'are' : 'is'} gone; back to automatic.`;
    for (const service of gone) setPin(service, null, notice);
  }

  return {
    state,
    path,
    socketUrl: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path('receiver')}`,
    pin: (service, number) => setPin(service, number, null),
    served(by) {
      if (by?.startsWith('sender-') && by !== state.get().sender) change({ sender: by });
    },
    trouble(service) {
      if (pinOf(service) === null || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
      lookedAt = Date.now();
      refresh().catch((error: unknown) => console.warn('The live instances are not known:', error));
    },
    refresh,
    onReceiverChange(listener) {
      receiverChanged = listener;
    },
  };
}
