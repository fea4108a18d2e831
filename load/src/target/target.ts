/** A service with a GraphQL door. */
export type Service = 'user' | 'sender' | 'receiver';

/** Somebody with an account, to be given chats and a feed. */
export interface Person {
  id: string;
  username: string;
  /** An access token that holds for some minutes more; renewed when it must be. */
  token(): Promise<string>;
}

/** A process that tells of itself: `url` leads to its metrics page. */
export interface MetricsPage {
  /** As its instance is named, e.g. sender-2. */
  name: string;
  url: string;
}

/** A process of this machine without such a page; its id is in a file, which changes when it is started again. */
export interface LocalProcess {
  name: string;
  pidFile: string;
}

/** A live instance that can be asked for by its number. */
export interface LiveInstance {
  service: Service;
  number: number;
}

/** A message as its row in Postgres has it. */
export interface StoredRow {
  id: string;
  seq: number;
  senderId: string;
  content: string | null;
  clientMessageId: string | null;
}

/** The system under test, as the generator sees it: where its doors are, and who can be there. */
export interface Target {
  /** What people call it: its URL. */
  readonly name: string;
  readonly metrics: readonly MetricsPage[];
  /** What the services stand on, where it runs on this machine. */
  readonly localProcesses?: readonly LocalProcess[];
  /** The GraphQL endpoint of a service: any instance, or the one with this number. */
  endpoint(service: Service, number?: number): string;
  /** The instances that live now. @throws TargetUnreachableError */
  instances(asked: Person): Promise<LiveInstance[]>;
  /**
   * So many people; the same seed gives the same people, who are made where they do not exist yet.
   * @throws TargetUnreachableError
   */
  people(count: number, seed: number, progress?: Progress): Promise<Person[]>;
  /**
   * Where the database is at hand: what it has of these chats after these seqs, in the same order.
   * @throws TargetUnreachableError
   */
  storedRows?(after: readonly { chatId: string; seq: number }[]): Promise<StoredRow[][]>;
}

export type Progress = (done: number, of: number) => void;

/** Nobody answers there, or nobody who speaks our API. Nothing that the load tester found: it never got that far. */
export class TargetUnreachableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TargetUnreachableError';
  }
}
