import type { Chat, ChatType } from '@converge/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../instant-column.js';

/** Row of `chats`. A stub (stateRevision 0) has nulls where the domain has none; no read returns one. */
@Entity('chats')
export class ChatEntity implements Chat {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text', { name: 'chat_type', nullable: true }) chatType!: ChatType;
  @Column('boolean', { name: 'is_active' }) isActive!: boolean;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string;
  @InstantColumn('created_at', { nullable: true }) createdAt!: string;
  @InstantColumn('updated_at', { nullable: true }) updatedAt!: string;
  @Column('bigint', { name: 'last_seq' }) lastSeq!: number;
  @Column('bigint') revision!: number;
  @Column('bigint', { name: 'state_revision' }) stateRevision!: number;
}
