import type { Instance, InstanceReport, Tracer } from '@converge/domain';
import {
  createErrorFormatter,
  createGraphqlService,
  GRAPHQL_PATH,
  type GraphqlService,
  type TokenVerifier,
} from '@converge/graphql';
import { postgresDoor, type Reads } from '@converge/postgres/reads';
import type { Channels, HotReads, QueueReads, Registry, RevocationWatch } from '@converge/redis';
import type { Logger, Metrics } from '@converge/runtime';
import type { Probes } from '@converge/runtime/probes';
import { AppModule } from './app.module.js';
import { deliverySpans } from './hub/delivery-spans.js';
import { Hub } from './hub/hub.js';
import { Door } from './live/door.js';
import { receiverMetrics } from './metrics.js';
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
  registry: Pick<Registry, 'list' | 'look'>;
  queues: QueueReads;
  revocations: Pick<RevocationWatch, 'onRevoked'>;
  maxConnections: number;
  maxSubscriptionsPerConnection: number;
  slowConsumerBytes: number;
  /** How a silent Redis is dealt with. */
  hotDoor?: HotDoor;
  tracer?: Tracer | undefined;
}

export interface Receiver {
  service: GraphqlService;
  hub: Hub;
  door: Door;
  /** What this instance says of itself. */
  report(): InstanceReport;
  /** Sends the sockets away, then ends the rest. */
  stop(): Promise<void>;
}

/** A receiver on given stores, not yet listening. */
export async function createReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { instance, logger, metrics, verifier, introspection, hot, tracer } = options;
  const measured = receiverMetrics(metrics, logger);
  const { requests } = measured;
  const overlay = new Overlay(hot, postgresDoor(options.reads), options.hotDoor ?? new HotDoor());
  const feedWatch = tracer ? { ...measured.feed, passing: deliverySpans(tracer) } : measured.feed;
  const hub = new Hub({ channels: options.channels, hot, overlay, watch: feedWatch });
  const service = await createGraphqlService({
    module: AppModule.with({ ...options, overlay, hub, requestWatch: requests }),
    instance,
    logger,
    trustedProxies: options.trustedProxies,
    probes: options.probes,
    requestWatch: requests,
    tracer,
  });
  const door = new Door({
    schema: service.schema,
    verifier,
    format: createErrorFormatter(logger, (code) => requests.refused(code)),
    introspection,
    instanceId: instance.id,
    maxConnections: options.maxConnections,
    maxSubscriptionsPerConnection: options.maxSubscriptionsPerConnection,
    slowConsumerBytes: options.slowConsumerBytes,
    onRevoked: (listener) => options.revocations.onRevoked(listener),
    watch: measured.door,
  });
  const report = measured.sizes({ hub, door });
  service.claimUpgrade(GRAPHQL_PATH, door.upgrade);
  hub.start();
  door.start();
  return {
    service,
    hub,
    door,
    report,
    stop: async () => {
      await door.stop();
      hub.stop();
      await service.close();
    },
  };
}
