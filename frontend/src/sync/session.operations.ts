import { gql } from '@apollo/client';
import type { AuthPayload, User } from '../generated/graphql';
import { operation } from './operation';

export const USER_FIELDS = gql`
  fragment UserFields on User {
    id
    username
    displayName
    isActive
  }
`;

export const LOGIN = operation<{ login: AuthPayload }, { username: string; password: string }>(
  'user',
  gql`
    mutation Login($username: String!, $password: String!) {
      login(username: $username, password: $password, cookie: true) {
        accessToken
        accessTokenExpiresAt
        user {
          ...UserFields
        }
      }
    }
    ${USER_FIELDS}
  `,
);

/** Without an argument: the refresh token is the browser's cookie. */
export const REFRESH = operation<{ refreshToken: AuthPayload }>(
  'user',
  gql`
    mutation Refresh {
      refreshToken {
        accessToken
        accessTokenExpiresAt
        user {
          ...UserFields
        }
      }
    }
    ${USER_FIELDS}
  `,
);

export const LOGOUT = operation<{ logout: boolean }>(
  'user',
  gql`
    mutation Logout {
      logout
    }
  `,
);

export interface NewAccount {
  username: string;
  email: string;
  displayName: string;
  password: string;
}

export const CREATE_USER = operation<{ createUser: User }, NewAccount>(
  'user',
  gql`
    mutation CreateUser($username: String!, $email: String!, $displayName: String!, $password: String!) {
      createUser(username: $username, email: $email, displayName: $displayName, password: $password) {
        ...UserFields
      }
    }
    ${USER_FIELDS}
  `,
);
