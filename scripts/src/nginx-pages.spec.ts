import { afterEach, describe, expect, it } from '@jest/globals';
import { closeDoors, openDoor } from './testing/open-door.js';

const PAGES = {
  'graphiql.html': 'the GraphQL page',
  'assets/one-1a2b.js': '1',
};

async function door(graphiql: 'on' | 'off'): Promise<string> {
  const { url } = await openDoor({ GRAPHIQL: graphiql }, PAGES);
  return url;
}

afterEach(closeDoors);

const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';

describe('the GraphQL page', () => {
  it('is served at /graphiql, with inline styles allowed to it alone and scripts as strict as anywhere', async () => {
    const url = await door('on');

    const page = await fetch(`${url}/graphiql?service=sender`);

    expect(await page.text()).toBe('the GraphQL page');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(policyOf(page)).toContain("style-src 'self' 'unsafe-inline'");
    expect(policyOf(page)).toContain("script-src 'self';");
    for (const path of ['/', '/chats/one', '/graphiql/more', '/assets/one-1a2b.js'])
      expect(policyOf(await fetch(url + path))).toMatch(/^(?!.*unsafe).*style-src 'self';/);
  });

  it('has all the other headers of the web client, and one address only', async () => {
    const url = await door('on');

    const page = await fetch(`${url}/graphiql`);

    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'x-served-by': 'nginx',
    });
    expect((await fetch(`${url}/graphiql.html`)).status).toBe(404);
  });

  it('is not there when it is switched off', async () => {
    const url = await door('off');

    for (const path of ['/graphiql', '/graphiql.html']) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('GraphQL page');
    }
    expect(await (await fetch(`${url}/chats/one`)).text()).toBe('the web client');
  });
});
