import { afterEach, describe, expect, it } from '@jest/globals';
import { closeDoors, openDoor, until } from './testing/open-door.js';

afterEach(closeDoors);

/** Nobody is behind it, and one address may ask the user service twice. */
const closed = () => openDoor({ USER_REQUESTS_RATE: '1r/m', USER_REQUESTS_BURST: '1' });

async function refused(url: string, body = '{}', headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers });
  const { errors } = (await response.json()) as { errors: { extensions: { requestId: string } }[] };
  const { requestId } = errors[0]!.extensions;
  return {
    status: response.status,
    requestId,
    isInHeader: response.headers.get('x-request-id') === requestId,
  };
}

describe('what nginx itself refuses', () => {
  it('names the request, as errors of the services do', async () => {
    const { url } = await closed();
    const headers = { 'x-request-id': 'from-the-client-1' };
    const told = (status: number) => ({ status, requestId: 'from-the-client-1', isInHeader: true });

    expect(await refused(`${url}/sender/9/graphql`, '{}', headers)).toEqual(told(404));
    expect(await refused(`${url}/sender/graphql`, 'x'.repeat(200_000), headers)).toEqual(told(413));
    expect(await refused(`${url}/user/graphql`, '{}', headers)).toEqual(told(503));
    expect(await refused(`${url}/user/graphql`, '{}', headers)).toEqual(told(503));
    expect(await refused(`${url}/user/graphql`, '{}', headers)).toEqual(told(429));

    const { requestId, isInHeader } = await refused(`${url}/sender/graphql`);
    expect(requestId).toMatch(/^[0-9a-f]{32}$/);
    expect(isInHeader).toBe(true);
  });

  it('is in the access log with its reason, and its query string in no log', async () => {
    const { url, log, said } = await closed();
    for (let n = 0; n < 3; n++) await refused(`${url}/user/graphql?query=secret`);
    await refused(`${url}/sender/graphql?query=secret`, 'x'.repeat(200_000));

    const statuses = () => log().map(({ status }) => status);
    await until('they are written', () => log().length === 4);
    expect(statuses().sort()).toEqual([413, 429, 503, 503]);
    expect(JSON.stringify(log()) + said()).not.toContain('secret');
  });
});
