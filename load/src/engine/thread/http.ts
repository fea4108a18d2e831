import { Pool } from 'undici';

/** What became of a request. `retry`: the same again may succeed; nobody knows whether it was done already. */
export type Answer =
  | { kind: 'ok'; data: unknown; servedBy: string | null }
  | { kind: 'retry'; why: string }
  | { kind: 'refused'; why: string };

/** More connections than a thread ever needs while the target keeps up. */
const CONNECTIONS = 256;
const ANSWER_WITHIN_MS = 30_000;
const CONNECT_WITHIN_MS = 5_000;

interface Body {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Posts operations over connections that are kept. */
export class Http {
  private readonly pools = new Map<string, { pool: Pool; path: string }>();

  /** `document` as JSON text already: it is the same a thousand times a second. */
  async post(url: string, token: string, document: string, variables: object): Promise<Answer> {
    const { pool, path } = this.poolOf(url);
    let status: number;
    let text: string;
    let servedBy: string | null;
    try {
      const answer = await pool.request({
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: `{"query":${document},"variables":${JSON.stringify(variables)}}`,
      });
      status = answer.statusCode;
      const header = answer.headers['x-served-by'];
      servedBy = typeof header === 'string' ? header : null;
      text = await answer.body.text();
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      return { kind: 'retry', why: `NETWORK ${code ?? name}` };
    }
    return read(status, text, servedBy);
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map(({ pool }) => pool.destroy()));
  }

  private poolOf(url: string) {
    const known = this.pools.get(url);
    if (known) return known;
    const { origin, pathname } = new URL(url);
    const shared = [...this.pools].find(([other]) => new URL(other).origin === origin)?.[1].pool;
    const pool =
      shared ??
      new Pool(origin, {
        connections: CONNECTIONS,
        pipelining: 1,
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
        connect: { timeout: CONNECT_WITHIN_MS },
      });
    const made = { pool, path: pathname };
    this.pools.set(url, made);
    return made;
  }
}

function read(status: number, text: string, servedBy: string | null): Answer {
  let body: Body;
  try {
    body = JSON.parse(text) as Body;
  } catch {
    // What stands in front of the services speaks, in HTML: 502 while an instance starts again.
    return { kind: status >= 500 ? 'retry' : 'refused', why: `HTTP ${status}` };
  }
  const error = body.errors?.[0];
  if (error) {
    const why = error.extensions?.code ?? 'NONE';
    return { kind: why === 'UNAVAILABLE' ? 'retry' : 'refused', why };
  }
  if (!body.data) return { kind: 'refused', why: `HTTP ${status} without data` };
  return { kind: 'ok', data: Object.values(body.data)[0], servedBy };
}
