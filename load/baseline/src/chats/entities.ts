import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Chat {
  @PrimaryColumn('uuid') id!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}

@Entity()
export class ChatParticipant {
  @PrimaryColumn('uuid') chatId!: string;
  @PrimaryColumn('uuid') userId!: string;
}

@Entity()
@Index(['chatId', 'createdAt'])
export class Message {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') chatId!: string;
  @Column('uuid') senderId!: string;
  @Column('text') content!: string;
  @Column('timestamptz') createdAt!: Date;
}

/** How many messages of a chat a user has not read. */
@Entity()
export class UnreadCount {
  @PrimaryColumn('uuid') chatId!: string;
  @PrimaryColumn('uuid') userId!: string;
  @Column('int', { default: 0 }) unreadCount!: number;
}
