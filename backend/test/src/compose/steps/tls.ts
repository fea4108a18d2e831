import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, type IncomingHttpHeaders } from 'node:http2';
import { join } from 'node:path';
import { Feed } from '../../testkit/feed.js';
import { Person } from '../../testkit/person.js';
import type { FeedEvent } from '../../testkit/shapes.js';
import { makeCertificate } from '../certificate.js';
import type { Step } from '../step.js';

export const tls: Step = {
  name: 'tls',
  promise: 'the tls profile: https by HTTP/2, HSTS, WebSockets, and http leads there',
  async run(project) {
    const folder = await makeCertificate(project);
    await project.up({}, { profiles: ['tls'], env: { TLS_DIR: folder } });
    const ca = readFileSync(join(folder, 'fullchain.pem'), 'utf8');
    const origin = `https://localhost:${project.port('HTTPS_PORT')}`;

    const page = await overHttp2(origin, ca, { ':path': '/' });
    assert.equal(page.headers[':status'], 200);
    assert.match(String(page.headers['strict-transport-security']), /max-age=\d{7,}/);
    const answer = await overHttp2(
      origin,
      ca,
      { ':path': '/sender/2/graphql', ':method': 'POST', 'content-type': 'application/json' },
      JSON.stringify({ query: '{ instance { id } }' }),
    );
    assert.deepEqual(JSON.parse(answer.body), { data: { instance: { id: 'sender-2' } } });
    const redirect = await fetch(`http://localhost:${project.port('HTTPS_REDIRECT_PORT')}/chats/one`, {
      redirect: 'manual',
    });
    assert([301, 308].includes(redirect.status), `http answers ${redirect.status}`);
    assert.equal(redirect.headers.get('location'), `${origin}/chats/one`);
    await listen(origin, ca, await Person.join(await project.deployment(), 'ann'));
    await project.compose(['--profile', 'tls', 'rm', '--force', '--stop', 'nginx-tls']);
    return `h2, HSTS ${page.headers['strict-transport-security']}, wss`;
  },
};

/** One request by HTTP/2; rejects where the server speaks no such thing, or another certificate. */
function overHttp2(
  origin: string,
  ca: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const session = connect(origin, { ca });
    session.once('error', reject);
    const request = session.request(headers, { endStream: body === '' });
    let answer: IncomingHttpHeaders = {};
    let text = '';
    request.once('error', reject);
    request.once('response', (found) => (answer = found));
    request.on('data', (data: Buffer) => (text += data.toString()));
    request.once('end', () => {
      session.close();
      resolve({ headers: answer, body: text });
    });
    if (body !== '') request.end(body);
  });
}

async function listen(origin: string, ca: string, person: Person): Promise<void> {
  const url = `${origin.replace('https', 'wss')}/receiver/graphql`;
  const query = 'subscription { viewerEvents { __typename ... on Ready { instance } } }';
  const feed = new Feed<FeedEvent>({ url, ca, token: person.token, query });
  await feed.until('Ready by wss', ([first]) => first?.__typename === 'Ready');
  await feed.close();
}
