import { describe, expect } from '@jest/globals';
import { startStack } from '@converge/test/testkit';
import { withBrowser } from './testkit/with-browser.js';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `message ${index + 1}`);

describe('whatever is killed', () => {
  const { it } = withBrowser(() => startStack({ users: 1, workers: 1 }));

  it('a receiver killed while messages flow: nothing is missing, nothing doubled', async ({
    join,
    stack,
  }) => {
    const ann = await join('ann', { pins: { receiver: 1 } });
    const ben = await join('ben', { pins: { receiver: 2 } });
    const { id } = await ann.api.createDirect(ben.api);
    await ben.open('ann');
    ben.watch.expectTrouble();
    const all = numbers(20);
    for (const [index, text] of all.entries()) {
      if (index === 7) await stack.kill('receiver-2');
      await ann.api.send(id, text);
    }
    await ben.hasExactly(...all);
    await stack.waitUntilUp('receiver-2');
    await ben.isLive();
    await ben.write('all there');
    await ann.open('ben');
    await ann.hasExactly(...all, 'all there');
  });

  it('nginx killed while somebody writes: once and in order', async ({ join, known, stack }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    await ann.open('ben');
    ann.watch.expectTrouble();
    await stack.kill('nginx');
    for (const text of ['one', 'two', 'three']) await ann.write(text);
    await stack.waitUntilUp('nginx');
    await ann.tick('three', 'stored');
    await ann.hasExactly('one', 'two', 'three');
    const history = await ben.history(id);
    expect(history.map(({ content }) => content)).toEqual(['one', 'two', 'three']);
  });

  it('nginx silent for a while: what was written waits and is sent once and in order', async ({
    join,
    stack,
  }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ben.open('ann');
    for (const { watch } of [ann, ben]) watch.expectTrouble();
    await stack.pause('nginx');
    try {
      for (const text of ['one', 'two', 'three']) await ann.write(text);
      await ann.waits(3);
    } finally {
      await stack.resume('nginx');
    }
    await ben.hasExactly('one', 'two', 'three');
    await ann.tick('three', 'read');
    await ann.waits(0);
  });

  it('pinned instances gone for good: it says so and falls back', async ({ join, stack }) => {
    const ann = await join('ann', { pins: { sender: 2, receiver: 2 } });
    const ben = await join('ben', { pins: { sender: 1, receiver: 1 } });
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ann.isServedBy('receiver', 2);
    ann.watch.expectTrouble();
    const pinned = ['sender-2', 'receiver-2'];
    await stack.withoutRestarts(async () => {
      for (const name of pinned) await stack.kill(name);
      await ann.write('Is anybody there?');
      for (const name of pinned) await ann.at('instance-notice').filter({ hasText: name }).waitFor();
      await ann.tick('Is anybody there?', 'stored');
      await ann.isLive();
      await ann.isServedBy('receiver', 1);
      await ann.isServedBy('sender', 1);
      await ben.open('ann');
      await ben.write('I am.');
      await ann.hasExactly('Is anybody there?', 'I am.');
    });
    for (const name of pinned) await stack.waitUntilUp(name);
  });
});
