import type { TypedDocumentNode } from '@apollo/client';
import type { DocumentNode } from 'graphql';

export type Service = 'user' | 'sender' | 'receiver';

/** A document together with the service that answers it and the types of both ways. */
export interface Operation<Result, Variables> {
  readonly service: Service;
  readonly document: TypedDocumentNode<Result, Variables>;
}

export const operation = <Result, Variables = Record<string, never>>(
  service: Service,
  document: DocumentNode,
): Operation<Result, Variables> => ({
  service,
  document: document,
});
