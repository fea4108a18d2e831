/**
 * The ceiling: the same stack of libraries (Nest, Apollo, Fastify, ValidationPipe) with a mutation of the same shape
 * that does nothing: what a service on them could accept at most, set up as their guides have it. A sender can be ahead of
 * it, since documents that it knows go by a short lane past Apollo (libs/graphql/src/short-lane.ts).
 */
import 'reflect-metadata';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Args,
  Field,
  GraphQLModule,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsUUID, Length } from 'class-validator';

@ObjectType()
class Message {
  @Field(() => ID) id!: string;
  @Field(() => Int) seq!: number;
  @Field(() => Int) revision!: number;
  @Field() createdAt!: string;
}

@InputType()
class CreateMessageInput {
  @Field(() => ID) chatId!: string;
  @Field() @Length(1, 4000) content!: string;
  @Field(() => ID) @IsUUID() clientMessageId!: string;
}

@Resolver(() => Message)
class BareResolver {
  @Query(() => String)
  instance(): string {
    return 'ceiling';
  }

  @Mutation(() => Message)
  createMessage(@Args('createMessageInput') input: CreateMessageInput): Message {
    return { id: input.clientMessageId, seq: 1, revision: 1, createdAt: new Date().toISOString() };
  }
}

@Module({
  imports: [
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      playground: false,
    }),
  ],
  providers: [BareResolver],
})
class CeilingModule {}

const app = await NestFactory.create<NestFastifyApplication>(CeilingModule, new FastifyAdapter(), {
  logger: false,
});
app.useGlobalPipes(new ValidationPipe());
await app.listen(0, '127.0.0.1');
process.send?.({ url: `${await app.getUrl()}/graphql` });
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
