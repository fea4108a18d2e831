import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { ErrorFormatter } from '@converge/graphql';
import { Payload } from './frame.js';

/** One question about a subscription's values: who asks the same gets the same answer. */
export interface Operation {
  readonly key: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
  readonly field: string;
}

/** A promise only where a field had to be looked up. */
export type PayloadOrPromise = Payload | Promise<Payload>;

export interface ExecutionWatch {
  made(): void;
  shared(): void;
}

/**
 * One execution and one serialisation for each value and operation, whoever and however many they are who asked.
 * The viewer is no part of it: who may hear a value was decided when the stream began, and no field of what is
 * pushed depends on who looks at it. Hence the context of these executions has no viewer.
 */
export class SharedExecution {
  private readonly payloads = new WeakMap<object, Map<Operation, PayloadOrPromise>>();
  private readonly operations = new Map<string, { operation: Operation; users: number }>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly format: ErrorFormatter,
    private readonly watch: ExecutionWatch,
  ) {}

  /** The one Operation of all who ask the same. `release` it when done. */
  acquire(asked: Omit<Operation, 'key'>, text: string): Operation {
    const { field, operationName, variables } = asked;
    const key = JSON.stringify([field, operationName, variables, text]);
    let entry = this.operations.get(key);
    if (!entry) {
      entry = { operation: { key, ...asked }, users: 0 };
      this.operations.set(key, entry);
    }
    entry.users += 1;
    return entry.operation;
  }

  release(operation: Operation): void {
    const entry = this.operations.get(operation.key);
    if (entry && --entry.users === 0) this.operations.delete(operation.key);
  }

  payloadOf(operation: Operation, value: object): PayloadOrPromise {
    let answers = this.payloads.get(value);
    if (!answers) {
      answers = new Map();
      this.payloads.set(value, answers);
    }
    const known = answers.get(operation);
    if (known !== undefined) {
      this.watch.shared();
      return known;
    }
    const payload = this.execute(operation, value);
    answers.set(operation, payload);
    this.watch.made();
    return payload;
  }

  private execute({ document, operationName, variables, field }: Operation, value: object): PayloadOrPromise {
    const result = execute({
      schema: this.schema,
      document,
      rootValue: { [field]: value },
      contextValue: { viewer: null },
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variableValues: variables }),
    });
    return isPromise(result) ? result.then((settled) => this.serialise(settled)) : this.serialise(result);
  }

  private serialise({ data, errors }: ExecutionResult): Payload {
    return new Payload(
      JSON.stringify(errors ? { errors: errors.map((error) => this.format(error)), data } : { data }),
    );
  }
}

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as Promise<T>).then === 'function';
