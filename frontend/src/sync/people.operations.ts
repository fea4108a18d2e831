import { gql } from '@apollo/client';
import type { User } from '../generated/graphql';
import { operation } from './operation';
import { USER_FIELDS } from './session.operations';

export const PERSON = operation<{ user: User | null }, { id: string }>(
  'user',
  gql`
    query Person($id: ID!) {
      user(id: $id) {
        ...UserFields
      }
    }
    ${USER_FIELDS}
  `,
);
