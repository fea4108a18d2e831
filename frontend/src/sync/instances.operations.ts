import { gql } from '@apollo/client';
import type { Instance } from '../generated/graphql';
import { operation } from './operation';

export const LIVE_INSTANCES = operation<{ instances: Instance[] }>(
  'receiver',
  gql`
    query LiveInstances {
      instances {
        service
        number
        id
        startedAt
        version
      }
    }
  `,
);
