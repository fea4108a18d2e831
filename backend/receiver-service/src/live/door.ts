import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { handleProtocols, makeServer, type Context, type Server } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { ApiError, rateLimited, unauthenticated } from '@converge/domain';
import { requestIdOf, type ErrorFormatter, type TokenVerifier } from '@converge/graphql';
import { Documents } from './documents.js';
import { messageIn, tokenOf } from './incoming.js';
import { LiveOperation } from './live-operation.js';
import { CLOSE, Flush, LiveSocket } from './live-socket.js';
import { LiveSource } from './live-source.js';
import { Rounds } from './rounds.js';
import { SharedExecution, type ExecutionWatch } from './shared-execution.js';

export interface DoorOptions {
  schema: GraphQLSchema;
  verifier: Pick<TokenVerifier, 'verify' | 'isAlive'>;
  format: ErrorFormatter;
  introspection: boolean;
  instanceId: string;
  maxConnections: number;
  maxSubscriptionsPerConnection: number;
  slowConsumerBytes: number;
  onRevoked(listener: (sessionId: string) => void): () => void;
  watch: ExecutionWatch & {
    delivered(): void;
    slowConsumer(): void;
    failed(error: unknown): void;
  };
}

const NOTHING_TO_SUBSCRIBE = 'The operation has no field to subscribe to.';
const MAX_PAYLOAD_BYTES = 64 * 1024;
const INIT_WAIT_MS = 5000;
/** How long sockets get to say goodbye when the process ends. */
const STOP_MS = 2000;

type Extra = { live: LiveSocket };
type LiveContext = Context<Record<string, unknown> | undefined, Extra>;
/** What onSubscribe hands to execution; the rest of ExecutionArgs and what a live operation needs besides. */
type LiveArgs = ExecutionArgs & { id: string; live: LiveSocket; text: string };

/** The WebSocket door: graphql-ws' protocol, our own way of pushing. */
export class Door {
  private readonly sockets = new Set<LiveSocket>();
  private readonly wss: WebSocketServer;
  private readonly server: Server<Extra>;
  private readonly documents: Documents;
  private readonly shared: SharedExecution;
  private readonly flush = new Flush();
  private readonly rounds: Rounds;
  private socketsSoFar = 0;
  private stopHearingRevoked: (() => void) | undefined;
  private isStopping = false;

  constructor(private readonly options: DoorOptions) {
    const { schema, format, introspection, instanceId, watch } = options;
    this.documents = new Documents(schema, introspection);
    this.shared = new SharedExecution(schema, format, watch);
    this.rounds = new Rounds(this.sockets, (viewer) => options.verifier.isAlive(viewer));
    this.wss = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MAX_PAYLOAD_BYTES,
      handleProtocols,
    });
    this.wss.on('headers', (headers) => headers.push(`X-Served-By: ${instanceId}`));
    this.server = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: INIT_WAIT_MS,
      onConnect: (context) => this.admit(context),
      onSubscribe: (context, id, payload) => this.prepare(context, id, payload),
      subscribe: (args) => this.subscribe(args as LiveArgs),
      execute,
      onNext: (context, _id, _payload, _args, result) => ({
        ...result,
        ...(result.errors && { errors: this.formatted(context, result.errors) }),
      }),
      onError: (context, _id, _payload, errors) => this.formatted(context, errors),
    });
  }

  get socketCount(): number {
    return this.sockets.size;
  }

  start(): void {
    this.rounds.start();
    this.stopHearingRevoked = this.options.onRevoked((sessionId) => {
      for (const live of this.sockets) if (live.viewer?.sessionId === sessionId) live.close(CLOSE.forbidden);
    });
  }

  /** Tells everybody to come back to another process, and lets the sockets end. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.rounds.stop();
    this.stopHearingRevoked?.();
    const ended = [...this.sockets].map(
      (live) => new Promise<void>((resolve) => live.ws.once('close', () => resolve())),
    );
    for (const live of this.sockets) live.close(CLOSE.restarting);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS)));
    await Promise.race([Promise.all(ended), deadline]);
    clearTimeout(timer);
    for (const live of this.sockets) live.ws.terminate();
  }

  /** Takes an Upgrade over. */
  readonly upgrade = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    this.wss.handleUpgrade(request, socket, head, (ws) => this.opened(ws, socket, requestIdOf(request)));
  };

  private opened(ws: WebSocket, socket: Socket, requestId: string): void {
    const { options } = this;
    const live = new LiveSocket(
      ws,
      socket,
      this.flush,
      options.slowConsumerBytes,
      () => options.watch.slowConsumer(),
      this.socketsSoFar++,
    );
    live.origin = { requestId };
    // What is wrong with a frame closes the socket by itself, with the code for it; nobody else need know.
    ws.on('error', () => undefined);
    if (this.isStopping) return live.close(CLOSE.restarting);
    if (this.sockets.size >= options.maxConnections) return live.close(CLOSE.tryAgain);
    this.sockets.add(live);
    ws.on('pong', () => (live.isAlive = true));
    const closed = this.server.opened(
      {
        protocol: ws.protocol,
        send: (frame) => void live.send(frame),
        close: (code, reason) => live.close([code ?? 1000, reason ?? '']),
        onMessage: (hear) => {
          ws.on('message', (data) => {
            hear(messageIn(String(data))).catch((error: unknown) => {
              options.watch.failed(error);
              live.close(CLOSE.internal);
            });
          });
        },
      },
      { live },
    );
    ws.once('close', (code, reason) => {
      this.sockets.delete(live);
      closed(code, String(reason)).catch((error: unknown) => options.watch.failed(error));
    });
  }

  /** False closes with 4403: come back with a token that holds. */
  private async admit(context: LiveContext): Promise<boolean> {
    const { live } = context.extra;
    const token = tokenOf(context.connectionParams);
    delete (context as { connectionParams?: unknown }).connectionParams; // nobody needs the token any more
    if (token === undefined) return false;
    try {
      live.viewer = await this.options.verifier.verify(token);
      return true;
    } catch (error) {
      // The keys can't be had: nothing is wrong with the token, so the client keeps it and tries again.
      if (error instanceof ApiError && error.code === 'UNAVAILABLE') live.close(CLOSE.tryAgain);
      else if (!(error instanceof ApiError)) throw error;
      return false;
    }
  }

  private prepare(
    context: LiveContext,
    id: string,
    payload: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
  ): LiveArgs | readonly GraphQLError[] {
    const { live } = context.extra;
    if (!live.viewer || !this.options.verifier.isAlive(live.viewer)) {
      live.close(CLOSE.forbidden);
      return [asGraphQLError(unauthenticated())];
    }
    const { maxSubscriptionsPerConnection: max } = this.options;
    if (Object.keys(context.subscriptions).length > max) {
      return [asGraphQLError(rateLimited(1000, `At most ${max} operations at a time on one connection.`))];
    }
    const checked = this.documents.check(payload.query);
    if ('errors' in checked) return checked.errors;
    // graphql-ws keeps what was asked for as long as it is answered: let it be one text for all.
    payload.query = checked.text;
    return {
      schema: this.options.schema,
      document: checked.document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
      rootValue: undefined,
      contextValue: { viewer: live.viewer, origin: live.origin },
      id,
      live,
      text: checked.text,
    };
  }

  private formatted({ extra }: LiveContext, errors: readonly GraphQLError[]) {
    return errors.map((error) => this.options.format(error, extra.live.origin.requestId));
  }

  /** The resolver decides and answers a source; from then on it pushes. */
  private async subscribe({ id, live, text, ...args }: LiveArgs): Promise<LiveOperation | ExecutionResult> {
    const source: unknown = await createSourceEventStream(args).catch((error: unknown) => ({
      // graphql-js throws where a root field is skipped: that is this operation's fault, not the socket's.
      errors: [error instanceof GraphQLError ? error : new GraphQLError(NOTHING_TO_SUBSCRIBE)],
    }));
    if (!(source instanceof LiveSource)) return source as ExecutionResult;
    const operation = this.shared.acquire(
      {
        document: args.document,
        operationName: args.operationName ?? undefined,
        variables: args.variableValues ?? undefined,
        field: source.field,
      },
      text,
    );
    const { delivered } = this.options.watch;
    return new LiveOperation(id, live, source, operation, this.shared, delivered);
  }
}

const asGraphQLError = (error: ApiError) => new GraphQLError(error.message, { originalError: error });
