import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Chat, Message, Position, ReadCursor } from '@converge/graphql';

@ObjectType()
export class Ready {
  @Field(() => Position, {
    nullable: true,
    description: 'Where the chat stands now. Null in viewerEvents, whose places are those of its chats.',
  })
  at!: Position | null;

  @Field(() => String, { description: 'The receiver that serves this subscription, e.g. receiver-2.' })
  instance!: string;
}

@ObjectType({ isAbstract: true })
abstract class OfChat {
  @Field(() => ID)
  chatId!: string;
}

@ObjectType({ isAbstract: true })
abstract class ChangeOfChat extends OfChat {
  @Field(() => Position)
  position!: Position;
}

@ObjectType({
  description:
    "The asked-for place can't be served (epoch changed, or too far back): read the chat afresh, then go on from here.",
})
export class Reset extends ChangeOfChat {}

@ObjectType()
export class MessageAdded extends ChangeOfChat {
  @Field(() => Message)
  message!: Message;

  @Field(() => String, {
    nullable: true,
    description:
      'The sender that accepted the message, e.g. sender-2. For testers; null where it is not known.',
  })
  acceptedBy!: string | null;
}

@ObjectType()
export class MessageUpdated extends ChangeOfChat {
  @Field(() => Message)
  message!: Message;
}

@ObjectType()
export class MessageDeleted extends ChangeOfChat {
  @Field(() => Message)
  message!: Message;
}

@ObjectType()
export class MessagesRead extends ChangeOfChat {
  @Field(() => ReadCursor)
  cursor!: ReadCursor;
}

@ObjectType()
export class ChatCreated extends ChangeOfChat {
  @Field(() => Chat)
  chat!: Chat;
}

@ObjectType()
export class ChatChanged extends ChangeOfChat {
  @Field(() => Chat)
  chat!: Chat;
}

@ObjectType()
export class ParticipantAdded extends ChangeOfChat {
  @Field(() => ID)
  userId!: string;

  @Field(() => Chat)
  chat!: Chat;
}

@ObjectType()
export class ParticipantRemoved extends ChangeOfChat {
  @Field(() => ID)
  userId!: string;
}

@ObjectType()
export class ChatRemoved extends ChangeOfChat {}

@ObjectType({
  description:
    'Not a change of the chat and without a revision of its own: these messages are now committed in Postgres.',
})
export class Persisted extends OfChat {
  @Field(() => [ID])
  messageIds!: string[];
}

/** A value of the union names its type. */
export const ChatEventUnion = createUnionType({
  name: 'ChatEvent',
  types: () =>
    [
      Ready,
      Reset,
      MessageAdded,
      MessageUpdated,
      MessageDeleted,
      MessagesRead,
      ChatCreated,
      ChatChanged,
      ParticipantAdded,
      ParticipantRemoved,
      ChatRemoved,
      Persisted,
    ] as const,
  resolveType: (value: { type: string }) => value.type,
});
