import { Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Position as PositionShape } from '@converge/domain';
import { Chat, Message, Position, ReadCursor } from '@converge/graphql';

@InputType()
export class PositionInput implements PositionShape {
  @Field(() => ID)
  epoch!: string;

  @Field(() => Int)
  @Min(0)
  revision!: number;
}

@ObjectType()
export class ChatChanges {
  @Field(() => Position)
  position!: Position;

  @Field(() => Boolean, { description: 'True: since is not servable; read the chat afresh.' })
  reset!: boolean;

  @Field(() => Chat, { nullable: true })
  chat!: Chat | null;

  @Field(() => [Message])
  messages!: Message[];

  @Field(() => [ReadCursor])
  reads!: ReadCursor[];

  @Field(() => Boolean, {
    description: 'More than one page (500) changed: ask again with since = position.',
  })
  hasMore!: boolean;
}
