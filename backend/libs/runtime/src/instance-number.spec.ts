import { describe, expect, it } from '@jest/globals';
import { instanceNumber } from './instance-number.js';

const named = (...names: string[]) => instanceNumber('auto', () => Promise.resolve(names), 0);

describe('the number of an instance', () => {
  it('is the one that was given', async () => {
    expect(await instanceNumber(7)).toBe(7);
  });

  it('is that of its container, whatever the project is called', async () => {
    expect(await named('converge-sender-service-3.converge_edge')).toBe(3);
    expect(await named('3f2a.bridge', 'my-chat-2-receiver-service-12.my-chat-2_inside')).toBe(12);
  });

  it('is waited for when the name comes a moment after the start', async () => {
    let asked = 0;
    const late = () => Promise.resolve(++asked < 3 ? [] : ['converge-user-service-2.converge_edge']);
    expect(await instanceNumber('auto', late, 0)).toBe(2);
  });

  it('is asked for, in words, when the container has none', async () => {
    await expect(named()).rejects.toThrow('its addresses have no names');
    for (const name of ['converge-sender-service-run-3fa2bc.converge_edge', 'web-0.pods', 'ip-10-0-3-17.lan'])
      await expect(named(name)).rejects.toThrow('INSTANCE_NUMBER=1');
  });
});
