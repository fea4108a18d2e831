import {
  CIRCUIT_STATES,
  LANES,
  NO_REPORT,
  type CircuitState,
  type DeadLetterReport,
  type InstanceReport as InstanceReportShape,
  type Lane,
  type LaneReport as LaneReportShape,
  type ReportingInstance,
} from '@converge/domain';
import { DateTime, Instance } from '@converge/graphql';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

const [closed, halfOpen, open] = CIRCUIT_STATES;
const [messages, chats, receipts] = LANES;
const CircuitStateEnum = { CLOSED: closed, HALF_OPEN: halfOpen, OPEN: open } satisfies Record<
  string,
  CircuitState
>;
const LaneEnum = { MESSAGES: messages, CHATS: chats, RECEIPTS: receipts } satisfies Record<string, Lane>;
registerEnumType(CircuitStateEnum, {
  name: 'CircuitState',
  description: 'OPEN: Postgres is away, the lanes wait.',
});
registerEnumType(LaneEnum, { name: 'Lane', description: 'A queue between senders and workers.' });

@ObjectType({ description: 'What an instance said of its last seconds. Zeros: it says nothing yet.' })
export class InstanceReport implements InstanceReportShape {
  @Field(() => Instance)
  instance!: Instance;

  @Field(() => Float, { description: 'Share of one core.' })
  cpu!: number;

  @Field(() => Float)
  rssBytes!: number;

  @Field(() => Float, {
    name: 'eventLoopLagMs',
    description: 'The 99th percentile; above 100 the process is too busy.',
  })
  eventLoopLagP99Ms!: number;

  @Field(() => Float, {
    name: 'perSecond',
    description: 'Of its own work: messages accepted, delivered, stored; of the user service sign-ins.',
  })
  workPerSecond!: number;

  @Field(() => Float)
  errorsPerSecond!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'How long its work took: until accepted, delivered, stored. Null: it had none.',
  })
  p50Ms!: number | null;

  @Field(() => Float, { nullable: true })
  p99Ms!: number | null;

  @Field(() => Int, { nullable: true, description: 'Open WebSockets of a receiver.' })
  sockets!: number | null;

  @Field(() => CircuitStateEnum, { nullable: true, description: 'Of a worker.' })
  circuit!: CircuitState | null;
}

@ObjectType()
export class LaneReport implements LaneReportShape {
  @Field(() => LaneEnum)
  lane!: Lane;

  @Field(() => Int, { description: 'Jobs that no worker has taken.' })
  waiting!: number;

  @Field(() => Int, { description: 'Jobs that a worker has taken and not stored yet.' })
  active!: number;

  @Field(() => Float, { description: 'Of the oldest of both: the alarm. 0: there is none.' })
  oldestAgeMs!: number;
}

@ObjectType()
export class Operations {
  @Field(() => DateTime, { description: 'By the clock of Redis.' })
  at!: string;

  @Field(() => String, { description: 'The life of the hot store; it changes when Redis restarts.' })
  epoch!: string;

  @Field(() => [InstanceReport])
  instances!: InstanceReport[];

  @Field(() => [LaneReport])
  lanes!: LaneReport[];

  @Field(() => Int)
  deadLetterCount!: number;
}

@ObjectType({ description: 'An event that could not be stored, without its text.' })
export class DeadLetter implements DeadLetterReport {
  @Field(() => ID)
  id!: string;

  @Field(() => LaneEnum)
  lane!: Lane;

  @Field(() => String)
  type!: string;

  @Field(() => ID, { nullable: true })
  chatId!: string | null;

  @Field(() => Int, { nullable: true })
  revision!: number | null;

  @Field(() => String, { description: 'What Postgres, or the check of its form, said.' })
  reason!: string;

  @Field(() => DateTime, { description: 'When it was put aside.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'The X-Request-Id of the request it is of.' })
  requestId!: string | null;
}

@ObjectType()
export class DeadLetterPage {
  @Field(() => [DeadLetter])
  items!: DeadLetter[];

  @Field(() => Boolean)
  hasMore!: boolean;
}

/** An instance beside what it said, as GraphQL shows it. */
export const instanceReport = ({ instance, report }: ReportingInstance): InstanceReport => ({
  ...NO_REPORT,
  ...report,
  instance,
});
