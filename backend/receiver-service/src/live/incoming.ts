import { bearerToken } from '@converge/graphql';

/**
 * What a text says, for graphql-ws to judge. It takes parsed messages too (its type leaves that out), and does not
 * keep the text of each subscription then; what is no JSON it gets as it is, and answers with 4400.
 */
export function messageIn(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}

/** `{ authorization: 'Bearer …' }` as over HTTP, in either case, or the bare `{ token }`. */
export function tokenOf(params: Record<string, unknown> | undefined): string | undefined {
  const header = params?.['authorization'] ?? params?.['Authorization'];
  if (typeof header === 'string') return bearerToken(header) ?? header;
  const token = params?.['token'];
  return typeof token === 'string' ? token : undefined;
}
