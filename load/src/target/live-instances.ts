import { call } from './graphql-call.js';
import type { LiveInstance, Person, Service } from './target.js';

const SERVICES: readonly string[] = ['user', 'sender', 'receiver'] satisfies Service[];

/** The instances with a GraphQL door that the registry of the target knows as alive. @throws TargetUnreachableError */
export async function liveInstances(receiverUrl: string, asked: Person): Promise<LiveInstance[]> {
  const query = '{ instances { service number } }';
  const all = await call<{ service: string; number: number }[]>(receiverUrl, await asked.token(), query);
  return all
    .filter((instance): instance is LiveInstance => SERVICES.includes(instance.service))
    .sort((a, b) => a.number - b.number);
}
