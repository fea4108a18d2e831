import { keepText, keptText } from '../ui/preferences/browser-store';
import { createCell, type Cell } from './cell';
import { failureOf } from './failure';
import type { Instance } from './model';
import type { Service } from './operation';

/** Of each service the number of the instance that is asked, or null: nginx chooses. */
export type Pins = Readonly<Record<Service, number | null>>;
/** Of each service the instance that gave the last answer over HTTP (X-Served-By), or null: none yet. */
export type ServedBy = Readonly<Record<Service, string | null>>;

export interface RouteState {
  pins: Pins;
  /** Every live instance, as the registry last said. */
  instances: readonly Instance[];
  servedBy: ServedBy;
  /** Instances that were pinned and are gone, e.g. sender-2: nginx chooses again. Until another is pinned. */
  gone: readonly string[];
}

export interface Routes {
  readonly state: Cell<RouteState>;
  /** The path of a service, pinned or not. */
  path(service: Service): string;
  /** Where the feed's WebSocket goes. */
  socketUrl(): string;
  pin(service: Service, number: number | null): void;
  /** Called with the X-Served-By of every answer. */
  served(service: Service, by: string): void;
  /** An instance did not answer: if it was a pinned one, looks whether it still lives. */
  trouble(service: Service): void;
  /** Asks the registry anew; unpins what is gone. */
  refresh(): Promise<void>;
  /** Called when the receiver to connect to has changed. */
  onReceiverChange(listener: () => void): void;
}

const SERVICES: readonly Service[] = ['user', 'sender', 'receiver'];
const STORAGE_KEY = 'converge.pins';
/** The registry forgets an instance a few seconds after its last heartbeat; asking more often says nothing new. */
const LOOK_AGAIN_MS = 2_000;

const ofEach = <T>(value: (service: Service) => T): Readonly<Record<Service, T>> => ({
  user: value('user'),
  sender: value('sender'),
  receiver: value('receiver'),
});

function remembered(): Pins {
  try {
    const stored = JSON.parse(keptText(STORAGE_KEY) ?? '{}') as Partial<Pins>;
    return ofEach((service) => stored[service] ?? null);
  } catch (error) {
    console.warn('The remembered instances are not readable:', error);
    return ofEach(() => null);
  }
}

/** Which instance of each service is asked. Switching takes effect with the next request; nothing is reloaded. */
export function createRoutes(readInstances: () => Promise<readonly Instance[]>): Routes {
  const state = createCell<RouteState>({
    pins: remembered(),
    instances: [],
    servedBy: ofEach(() => null),
    gone: [],
  });
  const change = (next: Partial<RouteState>) => state.set({ ...state.get(), ...next });
  let receiverChanged = () => {};
  let lookedAt = 0;

  const pinOf = (service: Service) => state.get().pins[service];
  const path = (service: Service) => {
    const number = pinOf(service);
    return number === null ? `/${service}/graphql` : `/${service}/${number}/graphql`;
  };

  function setPins(next: Partial<Pins>, gone: readonly string[]): void {
    const pins = { ...state.get().pins, ...next };
    keepText(STORAGE_KEY, JSON.stringify(pins));
    change({ pins, gone });
    if ('receiver' in next) receiverChanged();
  }

  async function refresh(): Promise<void> {
    const instances = await readInstances();
    change({ instances });
    const isLive = (service: Service, number: number) =>
      instances.some((live) => live.service === service && live.number === number);
    const gone = SERVICES.filter((service) => {
      const number = pinOf(service);
      return number !== null && !isLive(service, number);
    });
    if (!gone.length) return;
    const names = gone.map((service) => `${service}-${pinOf(service)}`);
    // Those that died with it may be forgotten a moment later: none replaces another.
    const all = new Set([...state.get().gone, ...names]);
    setPins(Object.fromEntries(gone.map((service) => [service, null])), [...all]);
  }

  return {
    state,
    path,
    socketUrl: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path('receiver')}`,
    pin: (service, number) => setPins({ [service]: number }, []),
    served(service, by) {
      const { servedBy } = state.get();
      if (by !== servedBy[service]) change({ servedBy: { ...servedBy, [service]: by } });
    },
    trouble(service) {
      if (pinOf(service) === null || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
      lookedAt = Date.now();
      refresh().catch((error: unknown) =>
        console.warn('The live instances are not known:', failureOf(error).message),
      );
    },
    refresh,
    onReceiverChange(listener) {
      receiverChanged = listener;
    },
  };
}
