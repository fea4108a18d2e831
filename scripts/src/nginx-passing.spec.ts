import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, type Answer } from './testing/ask.js';
import { closeDoors, openDoor, servers, until } from './testing/open-door.js';
import { StandIn } from './testing/stand-in.js';

const instances: StandIn[] = [];

async function pair(service: string): Promise<[StandIn, StandIn]> {
  const both = await Promise.all([StandIn.listen(`${service}-1`), StandIn.listen(`${service}-2`)]);
  instances.push(...both);
  return both;
}

afterEach(async () => {
  await closeDoors();
  await Promise.all(instances.splice(0).map((instance) => instance.die()));
});

describe('an instance that is dead', () => {
  it('is passed over, so that no mutation fails', async () => {
    const [dead, alive] = await pair('sender');
    const { url } = await openDoor({ SENDER_SERVERS: servers(dead.origin, alive.origin) });
    await dead.die();
    instances.splice(0, 1);

    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(`${url}/sender/graphql`)));

    expect(new Set(answers.map(({ status, servedBy }) => `${status} ${servedBy}`))).toEqual(
      new Set(['200 sender-2']),
    );
    expect(alive.asked).toHaveLength(20);
  });

  it('and nobody else there: UNAVAILABLE, in the shape of GraphQL', async () => {
    const { url } = await openDoor();
    for (const service of ['user', 'sender', 'receiver']) {
      const answer = await ask(`${url}/${service}/graphql`);
      expect(answer).toEqual({ status: 503, servedBy: 'nginx', code: 'UNAVAILABLE' });
    }
  });
});

describe('an instance that is frozen', () => {
  it('costs a mutation its answer, and the mutation goes to nobody else: whoever asked knows its key', async () => {
    const both = await pair('sender');
    const { url } = await openDoor({ SENDER_SERVERS: servers(...both.map(({ origin }) => origin)) });
    both[0].isFrozen = true;

    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(`${url}/sender/graphql`)));

    const lost = both[0].asked.length;
    expect(lost).toBeGreaterThan(0);
    expect(answers.filter(({ code }) => code === 'UNAVAILABLE')).toHaveLength(lost);
    expect(answers.filter(({ servedBy }) => servedBy === 'sender-2')).toHaveLength(10 - lost);
    expect(both[1].asked).toHaveLength(10 - lost);
  });

  it('costs a question some time only: another receiver is asked', async () => {
    const both = await pair('receiver');
    const { url } = await openDoor({ RECEIVER_SERVERS: servers(...both.map(({ origin }) => origin)) });
    both[0].isFrozen = true;

    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(`${url}/receiver/graphql`)));

    expect(both[0].asked.length).toBeGreaterThan(0);
    expect(new Set(answers.map(({ servedBy }) => servedBy))).toEqual(new Set(['receiver-2']));
    expect(both[1].asked).toHaveLength(10);
  });

  it('gets no more requests at a time than the others have', async () => {
    const both = await pair('sender');
    const { url } = await openDoor({
      SENDER_SERVERS: servers(...both.map(({ origin }) => origin)),
      ANSWER_WITHIN: '10s',
    });
    both[0].isFrozen = true;

    const held: Promise<Answer>[] = [];
    await until('the frozen one has a request', () => {
      if (both[0].asked.length > 0) return true;
      held.push(ask(`${url}/sender/graphql`));
      return false;
    });
    for (let n = 0; n < 20; n++)
      expect(await ask(`${url}/sender/graphql`)).toMatchObject({ servedBy: 'sender-2' });
    expect(both[0].asked).toHaveLength(1);

    await both[0].die();
    instances.splice(0, 1);
    const codes = (await Promise.all(held)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'UNAVAILABLE')).toHaveLength(1);
  });
});
