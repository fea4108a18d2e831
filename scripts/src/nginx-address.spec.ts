import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from './testing/ask.js';
import { closeDoors, openDoor, servers, until } from './testing/open-door.js';
import { StandIn } from './testing/stand-in.js';

let user: StandIn;
beforeEach(async () => {
  user = await StandIn.listen('user-1');
});
afterEach(async () => {
  await closeDoors();
  await user.die();
});

const behind = () => ({ USER_SERVERS: servers(user.origin) });
const forwarded = () => {
  const headers = user.asked.at(-1)!.headers;
  return [headers['x-forwarded-for'], headers['x-forwarded-proto']];
};

describe('the address of whoever asks', () => {
  it('is that of the connection: what a stranger claims counts for nothing', async () => {
    const { url } = await openDoor(behind());
    await ask(`${url}/user/graphql`, { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' });
    expect(forwarded()).toEqual(['127.0.0.1', 'http']);
  });

  it('is what a proxy of our own says, and so is the scheme', async () => {
    const { url } = await openDoor({ ...behind(), TRUSTED_PROXIES: 'set_real_ip_from 127.0.0.0/8;' });
    await ask(`${url}/user/graphql`, { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' });
    expect(forwarded()).toEqual(['203.0.113.7', 'https']);
    await ask(`${url}/user/graphql`, { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'gopher' });
    expect(forwarded()).toEqual(['203.0.113.7', 'http']);
  });

  it('is the last that is not our own: what a client has put before it counts for nothing', async () => {
    const { url } = await openDoor({ ...behind(), TRUSTED_PROXIES: 'set_real_ip_from 127.0.0.0/8;' });
    await ask(`${url}/user/graphql`, { 'x-forwarded-for': '198.51.100.1, 203.0.113.7, 127.0.0.9' });
    expect(forwarded()[0]).toBe('203.0.113.7');
  });
});

describe('one address', () => {
  it('may ask the user service so often only, and is told so in the shape of GraphQL', async () => {
    const { url } = await openDoor({
      ...behind(),
      USER_REQUESTS_RATE: '1r/m',
      USER_REQUESTS_BURST: '2',
      TRUSTED_PROXIES: 'set_real_ip_from 127.0.0.1;',
    });
    const from = (address: string) => ask(`${url}/user/graphql`, { 'x-forwarded-for': address });

    const answers = [await from('203.0.113.7'), await from('203.0.113.7'), await from('203.0.113.7')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await from('203.0.113.7')).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(await from('203.0.113.8')).toMatchObject({ status: 200 });
  });

  it('may have so many connections only', async () => {
    user.isFrozen = true;
    const { url } = await openDoor({ ...behind(), CONNECTIONS_PER_ADDRESS: '2' });
    const held = [ask(`${url}/user/graphql`), ask(`${url}/user/graphql`)];
    await until('both are there', () => user.asked.length === 2);

    expect(await ask(`${url}/user/graphql`)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });

    await user.die();
    await Promise.all(held);
    user = await StandIn.listen('user-1');
  });
});

describe('the access log', () => {
  it('tells of each request its id, its trace, who answered and how long that took; never its query string', async () => {
    const { url, log } = await openDoor(behind());
    const trace = '0af7651916cd43dd8448eb211c80319c';
    await ask(`${url}/user/graphql?token=secret`, {
      'x-request-id': 'from-the-client-1',
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    });

    const line = await until('it is written', () => log().find(({ path }) => path === '/user/graphql'));
    expect(line).toMatchObject({
      requestId: 'from-the-client-1',
      traceId: trace,
      address: '127.0.0.1',
      method: 'POST',
      status: 200,
      servedBy: 'user-1',
      upstream: user.origin,
      upstreamStatus: '200',
    });
    expect(Number(line.upstreamSeconds)).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(log())).not.toContain('secret');
    expect(user.asked[0]!.headers).toMatchObject({
      'x-request-id': 'from-the-client-1',
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    });
  });

  it('leaves out who only asks whether nginx is there', async () => {
    const { url, log } = await openDoor(behind());
    await ask(`${url}/user/graphql`);
    await until('it is written', () => log().length > 0);
    expect(log().map(({ path }) => path)).toEqual(['/user/graphql']);
  });
});
