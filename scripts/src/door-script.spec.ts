import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nginxProgram } from './nginx.js';
import { ask } from './testing/ask.js';
import { DoorScript } from './testing/door-script.js';
import { closeDoors, until } from './testing/open-door.js';
import { upgrade } from './testing/upgrade.js';

/** Only Linux has all of 127.0.0.0/8 on its loopback, as only Linux runs containers. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

let door: DoorScript;
beforeEach(async () => {
  door = await DoorScript.prepare();
});
afterEach(async () => {
  await door.stop();
  await closeDoors();
});

const askSender = (number?: number) =>
  ask(`${door.url}/sender/${number === undefined ? '' : `${number}/`}graphql`);
/** Who answers, if so many ask one after the other. */
async function whoAnswers(times = 12): Promise<Set<string>> {
  const found = new Set<string>();
  for (let n = 0; n < times; n++) {
    const { status, servedBy } = await askSender();
    found.add(`${status} ${servedBy}`);
  }
  return found;
}
const serving = (...names: string[]) => {
  const wanted = names.map((name) => `200 ${name}`).sort();
  return async () => [...(await whoAnswers())].sort().join() === wanted.join();
};

onLinux('the door of a deployment', () => {
  it('leads to every instance that DNS tells of, and to each by the number that it has itself', async () => {
    await Promise.all([door.start('sender', 1), door.start('sender', 2), door.start('user', 7)]);
    await door.open();

    expect(await whoAnswers()).toEqual(new Set(['200 sender-1', '200 sender-2']));
    expect(await askSender(2)).toMatchObject({ servedBy: 'sender-2' });
    expect(await ask(`${door.url}/user/7/graphql`)).toMatchObject({ servedBy: 'user-7' });
    expect(await askSender(3)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('finds a new one and forgets one that is gone, without a request that fails', async () => {
    const first = await door.start('sender', 1);
    await door.open();
    let isOver = false;
    const failures: unknown[] = [];
    const load = (async () => {
      while (!isOver) {
        const answer = await askSender();
        if (answer.status !== 200) failures.push(answer);
      }
    })();

    await door.start('sender', 2);
    await door.start('sender', 12);
    await until('all three answer', serving('sender-1', 'sender-2', 'sender-12'));
    expect(await askSender(12)).toMatchObject({ servedBy: 'sender-12' });

    // As docker stops one: it says that it is not ready any more before it goes.
    first.isReady = false;
    await until('the first gets no more', serving('sender-2', 'sender-12'));
    await door.remove('sender', first);
    await until('its number is nobody', async () => (await askSender(1)).status === 404);

    isOver = true;
    await load;
    expect(failures).toEqual([]);
    expect(door.said()).toContain('sender-12');
  });

  it('passes over one that died before DNS forgets it', async () => {
    const [first] = await Promise.all([door.start('sender', 1), door.start('sender', 2)]);
    await door.open();
    await first.die();
    expect(await whoAnswers()).toEqual(new Set(['200 sender-2']));
  });

  it('sends nobody to one that is frozen, and everybody back once it has recovered for good', async () => {
    const [first] = await Promise.all([door.start('sender', 1), door.start('sender', 2)]);
    await door.open({ ANSWER_WITHIN: '1s', READY_WITHIN: '1.5' });
    // With so little patience the first look may find nobody; one that freezes before it was asked has no number.
    await until('both have their numbers', () => /sender-1 .*sender-2 /.test(leadsTo()));

    first.isFrozen = true;
    await until('it is left out', () => isLeftOut('sender-1'));
    await until('nginx knows it', serving('sender-2'));
    // Whoever wants that one, and no other, is told that it does not answer.
    expect(await askSender(1)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });

    first.isFrozen = false;
    await until('it is back', serving('sender-1', 'sender-2'));
  });

  it('says UNAVAILABLE where a service has no instance, until there is one', async () => {
    await door.open();
    expect(await askSender()).toEqual({ status: 503, servedBy: 'nginx', code: 'UNAVAILABLE' });
    expect(await (await fetch(`${door.url}/chats/one`)).text()).toBe('the web client');

    await door.start('sender', 1);
    await until('it is found', serving('sender-1'));
  });

  it('goes on with whom it knows while DNS says nothing, and with nobody once they do not answer either', async () => {
    const first = await door.start('sender', 1);
    await door.start('user', 1);
    await door.open();

    door.tell('sender', []);
    await door.start('user', 2); // one more look has been had when it is found
    await until('it has looked', () => door.said().includes('user-2'));
    expect(await whoAnswers()).toEqual(new Set(['200 sender-1']));

    await first.die();
    await until('it is forgotten', async () => (await askSender(1)).status === 404);
    expect(await askSender()).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('is not led astray by nonsense', async () => {
    await door.start('sender', 1);
    await door.open();

    door.tell('sender', ['127.0.7.1', 'not-an-address;', '999.1.1.1', '', '127.0.7.99']);
    await door.start('receiver', 1, 'sender-1; return 200');
    await door.start('receiver', 2, 'receiver-0');
    await door.start('receiver', 3);
    const third = async () => (await ask(`${door.url}/receiver/3/graphql`)).servedBy;
    await until('the honest one is found', async () => (await third()) === 'receiver-3');

    expect(await whoAnswers()).toEqual(new Set(['200 sender-1']));
    for (const number of [0, 1, 2])
      expect((await ask(`${door.url}/receiver/${number}/graphql`)).status).toBe(404);
  });

  it('asks the one that is ready where two claim one number', async () => {
    const old = await door.start('sender', 8, 'sender-1');
    await door.start('sender', 9, 'sender-1');
    old.isReady = false;
    await door.open();
    await askSender(1);
    expect(old.asked).toEqual([]);
  });

  it('reloads seldom where much comes and goes, and leads to whoever is there in the end', async () => {
    await door.start('sender', 1);
    await door.open({ RELOADS_AT_ONCE: '1', RELOAD_EVERY_S: '8' });
    const second = await door.start('sender', 2);
    await until('it is found', serving('sender-1', 'sender-2'));

    await door.start('sender', 3);
    await until('it has to wait', () => door.said().includes('too much comes and goes'));
    // Meanwhile nginx passes over whoever died.
    await door.remove('sender', second);
    for (const answer of await whoAnswers()) expect(answer).toContain('200');

    await until('all is as it is', serving('sender-1', 'sender-3'));
    // At once, or with the reload after: at the first it may still have been waited for.
    await until('its number is nobody', async () => (await askSender(2)).status === 404);
  });

  it('does not reload for one that has never answered', async () => {
    await door.start('sender', 1);
    await door.open();
    door.tell('sender', ['127.0.7.1', '127.0.7.99']);
    const looked = () => readFileSync(join(door.folder, 'run', 'instances'), 'utf8');
    await until('it is seen', () => looked().includes('127.0.7.99'));
    await door.start('user', 1);
    await until('the one that answers is found', () => door.said().includes('user-1'));
    expect(linesOf(door.said(), 'leads to')).toHaveLength(2);
  });

  it('asks nginx again for what it has refused', async () => {
    const refuses = join(door.folder, 'refuses');
    const NGINX = join(door.folder, 'bin', 'nginx');
    const script = `#!/bin/sh\n[ "$1" = -t ] && [ -e '${refuses}' ] && exit 1\nexec '${nginxProgram()}' "$@"\n`;
    writeFileSync(NGINX, script, { mode: 0o755 });
    await door.start('sender', 1);
    await door.open({ NGINX, TRY_AGAIN_AFTER_S: '1' });

    writeFileSync(refuses, '');
    await door.start('sender', 2);
    await until('it is refused', () => door.said().includes('nginx refuses'));
    rmSync(refuses);
    await until('it is found', serving('sender-1', 'sender-2'));
  });

  it('believes a proxy on the machine of the container, if it is told to, and else says what that means', async () => {
    const user = await door.start('user', 1);
    const ROUTES = join(door.folder, 'routes');
    writeFileSync(
      ROUTES,
      'Iface\tDestination\tGateway\neth0\t00000000\t0100007F\neth0\t000012AC\t00000000\n',
    );
    await door.open({ ROUTES, TRUSTED_PROXIES: '192.0.2.1,host' });
    const claim = () => ask(`${door.url}/user/graphql`, { 'x-forwarded-for': '203.0.113.7' });
    await claim();
    expect(user.asked.at(-1)!.headers['x-forwarded-for']).toBe('203.0.113.7');
    expect(door.said()).not.toContain('TRUSTED_PROXIES');

    await door.stop();
    const other = await door.start('user', 2);
    await door.open({ ROUTES });
    await claim();
    expect(other.asked.at(-1)!.headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(door.said()).toContain('has its address, 127.0.0.1, and shares its limits');
  });

  it('ends in order when it is asked to, however many WebSockets are open', async () => {
    await door.start('receiver', 1);
    await door.open({ STOP_WITHIN_S: '1' });
    const { line, socket } = await upgrade(`${door.url}/receiver/graphql`);
    expect(line).toContain('101');
    const cut = new Promise((resolve) => socket.once('close', resolve));

    expect(await door.stop()).toBe(0);

    await cut;
    await expect(fetch(door.url)).rejects.toThrow();
  });

  it('ends with a code of its own when nginx cannot start', async () => {
    await expect(door.open({ USER_REQUESTS_RATE: 'many' })).rejects.toThrow(/code [1-9].*many/s);
  });
});

const linesOf = (text: string, part: string) => text.split('\n').filter((line) => line.includes(part));

/** The last list that the door has written. */
const leadsTo = () => linesOf(door.said(), 'leads to').at(-1) ?? '';
const isLeftOut = (name: string) => new RegExp(`${name} \\([\\d.:]+\\) not ready`).test(leadsTo());
