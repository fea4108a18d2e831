import type { Instance } from '@converge/domain';
import {
  createErrorFormatter,
  createGraphqlService,
  GRAPHQL_PATH,
  type GraphqlService,
  type TokenVerifier,
} from '@converge/graphql';
import { postgresDoor, type Reads } from '@converge/postgres/reads';
import type { Channels, HotReads, Registry, RevocationWatch } from '@converge/redis';
import type { Logger, Metrics, Probes } from '@converge/runtime';
import { AppModule } from './app.module.js';
import { Hub } from './hub/hub.js';
import { Door } from './live/door.js';
import { liveMetrics, sizeMetrics } from './metrics.js';
import { HotDoor } from './overlay/hot-door.js';
import { Overlay } from './overlay/overlay.js';

export interface ReceiverOptions {
  instance: Instance;
  logger: Logger;
  metrics: Metrics;
  probes: Probes;
  verifier: TokenVerifier;
  introspection: boolean;
  trustedProxies: string[];
  hot: HotReads;
  reads: Reads;
  channels: Channels;
  registry: Pick<Registry, 'list'>;
  revocations: Pick<RevocationWatch, 'onRevoked'>;
  maxConnections: number;
  maxSubscriptionsPerConnection: number;
  slowConsumerBytes: number;
}

export interface Receiver {
  service: GraphqlService;
  hub: Hub;
  door: Door;
  /** Sends the sockets away, then ends the rest. */
  stop(): Promise<void>;
}

/** A receiver on given stores, not yet listening. */
export async function createReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { instance, logger, metrics, verifier, introspection, hot } = options;
  const watch = liveMetrics(metrics, logger);
  const overlay = new Overlay(hot, postgresDoor(options.reads), new HotDoor());
  const hub = new Hub({ channels: options.channels, hot, overlay, watch: watch.feed });
  const service = await createGraphqlService({
    module: AppModule.with({ ...options, overlay, hub }),
    instance,
    logger,
    trustedProxies: options.trustedProxies,
    probes: options.probes,
  });
  const door = new Door({
    schema: service.schema,
    verifier,
    format: createErrorFormatter(logger),
    introspection,
    instanceId: instance.id,
    maxConnections: options.maxConnections,
    maxSubscriptionsPerConnection: options.maxSubscriptionsPerConnection,
    slowConsumerBytes: options.slowConsumerBytes,
    onRevoked: (listener) => options.revocations.onRevoked(listener),
    watch: watch.door,
  });
  sizeMetrics(metrics, { hub, door });
  service.claimUpgrade(GRAPHQL_PATH, door.upgrade);
  hub.start();
  door.start();
  return {
    service,
    hub,
    door,
    stop: async () => {
      await door.stop();
      hub.stop();
      await service.close();
    },
  };
}
