/**
 * The baseline that Converge is measured against: the ordinary way to write a chat with these libraries. One service;
 * a mutation inserts the message and counts it as unread for each participant in one transaction, then publishes it;
 * subscriptions are graphql-redis-subscriptions' iterators. It tells its parent where it listens.
 */
import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { AppModule, SCHEMA } from './app.module.js';
import { env } from './env.js';

const database = new pg.Client(env.postgresUrl);
await database.connect();
await database.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
await database.end();

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
  logger: ['error', 'warn'],
});
app.useGlobalPipes(new ValidationPipe());
await app.listen(env.port, env.host);
process.send?.({ url: `${await app.getUrl()}/graphql` });
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
