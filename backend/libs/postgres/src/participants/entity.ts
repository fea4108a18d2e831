import type { Participant, Role } from '@converge/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../instant-column.js';

/** Row of `chat_participants`: a membership in its latest state, and how far the user has read. */
@Entity('chat_participants')
export class ParticipantEntity implements Participant {
  @PrimaryColumn('uuid', { name: 'chat_id' }) chatId!: string;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @Column('text') role!: Role;
  @InstantColumn('joined_at') joinedAt!: string;
  @Column('bigint', { name: 'joined_seq' }) joinedSeq!: number;
  @InstantColumn('left_at', { nullable: true }) leftAt!: string | null;
  @Column('bigint') revision!: number;
  @Column('bigint', { name: 'last_read_seq' }) lastReadSeq!: number;
  @InstantColumn('read_at') readAt!: string;
  @Column('bigint', { name: 'read_revision' }) readRevision!: number;
}
