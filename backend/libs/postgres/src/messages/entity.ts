import type { Message } from '@converge/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../instant-column.js';

/** Row of `messages`. */
@Entity('messages')
export class MessageEntity implements Message {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'chat_id' }) chatId!: string;
  @Column('bigint') seq!: number;
  @Column('bigint') revision!: number;
  @Column('uuid', { name: 'sender_id' }) senderId!: string;
  @Column('text', { name: 'client_message_id', nullable: true }) clientMessageId!: string | null;
  @Column('text', { nullable: true }) content!: string | null;
  @InstantColumn('created_at') createdAt!: string;
  @InstantColumn('edited_at', { nullable: true }) editedAt!: string | null;
  @InstantColumn('deleted_at', { nullable: true }) deletedAt!: string | null;
}

/** Row of `message_reads`: one advance of a user's watermark. */
@Entity('message_reads')
export class MessageReadEntity {
  @PrimaryColumn('uuid', { name: 'chat_id' }) chatId!: string;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('bigint', { name: 'up_to_seq' }) upToSeq!: number;
  @InstantColumn('read_at') readAt!: string;
}
