import { gql } from '@apollo/client';
import type { ChatType, User } from '../../generated/graphql';
import { operation } from '../../sync/operation';
import { USER_FIELDS } from '../../sync/session.operations';

export const SEARCH_PEOPLE = operation<{ users: User[] }, { search: string; first: number }>(
  'user',
  gql`
    query SearchPeople($search: String, $first: Int) {
      users(search: $search, first: $first) {
        ...UserFields
      }
    }
    ${USER_FIELDS}
  `,
);

export interface NewChat {
  chatType: ChatType;
  participantIds: string[];
  name?: string | undefined;
  clientChatId?: string | undefined;
}

/** Only the id: the chat itself comes by the feed, or is read from a receiver. */
export const CREATE_CHAT = operation<{ createChat: { id: string } }, { input: NewChat }>(
  'sender',
  gql`
    mutation CreateChat($input: CreateChatInput!) {
      createChat(createChatInput: $input) {
        id
      }
    }
  `,
);
