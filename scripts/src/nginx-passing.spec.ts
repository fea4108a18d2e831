import { randomUUID } from 'node:crypto';
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

/** Ten at once, each under an id of its own. */
async function askTen(url: string): Promise<(Answer & { id: string })[]> {
  const ids = Array.from({ length: 10 }, () => randomUUID());
  return Promise.all(ids.map(async (id) => ({ id, ...(await ask(url, { 'x-request-id': id })) })));
}
const idsOf = (instance: StandIn) => instance.asked.map(({ headers }) => headers['x-request-id']);

// A round in which this machine holds up the other instance for a second too, or in which the frozen one is still passed
// over, tells nothing: then another.
describe('an instance that is frozen', () => {
  it('costs a mutation its answer, and the mutation goes to nobody else: whoever asked knows its key', async () => {
    const both = await pair('sender');
    const { url } = await openDoor({
      SENDER_SERVERS: servers(...both.map(({ origin }) => origin)),
      ANSWER_WITHIN: '1s',
    });
    both[0].isFrozen = true;

    await until('nothing is lost but what the frozen one has taken', async () => {
      const answers = await askTen(`${url}/sender/graphql`);
      const lost = answers.filter(({ id }) => idsOf(both[0]).includes(id));
      for (const { code } of lost) expect(code).toBe('UNAVAILABLE');
      const served = answers.filter(({ servedBy }) => servedBy === 'sender-2');
      return lost.length > 0 && lost.length + served.length === answers.length;
    });
    const asked = both.flatMap(idsOf);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('costs a question some time only: another receiver is asked', async () => {
    const both = await pair('receiver');
    const { url } = await openDoor({
      RECEIVER_SERVERS: servers(...both.map(({ origin }) => origin)),
      ANSWER_WITHIN: '1s',
    });
    both[0].isFrozen = true;

    await until('all are answered, also those that the frozen one has taken', async () => {
      const answers = await askTen(`${url}/receiver/graphql`);
      const taken = answers.filter(({ id }) => idsOf(both[0]).includes(id));
      return taken.length > 0 && answers.every(({ servedBy }) => servedBy === 'receiver-2');
    });
  });

  it('gets no more requests at a time than the others have', async () => {
    const both = await pair('sender');
    const { url } = await openDoor({ SENDER_SERVERS: servers(...both.map(({ origin }) => origin)) });
    both[0].isFrozen = true;

    const held: Promise<Answer>[] = [];
    while (both[0].asked.length === 0) {
      const answer = ask(`${url}/sender/graphql`);
      held.push(answer);
      // One at a time: nothing is under way at the other one when the frozen one gets its first.
      await Promise.race([answer, until('the frozen one has it', () => both[0].asked.length > 0)]);
    }
    for (let n = 0; n < 20; n++)
      expect(await ask(`${url}/sender/graphql`)).toMatchObject({ servedBy: 'sender-2' });
    expect(both[0].asked).toHaveLength(1);

    await both[0].die();
    instances.splice(0, 1);
    const codes = (await Promise.all(held)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'UNAVAILABLE')).toHaveLength(1);
  });
});
