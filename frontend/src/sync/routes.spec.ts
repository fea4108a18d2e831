import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Instance } from './model';
import { createRoutes } from './routes';

const instance = (service: string, number: number): Instance => ({
  service,
  number,
  id: `${service}-${number}`,
  startedAt: '2026-11-20T08:00:00.000Z',
  version: '0.1.0',
});

describe('the way to an instance', () => {
  let live: Instance[];
  const open = () => createRoutes(() => Promise.resolve(live));

  beforeEach(() => {
    live = ['user', 'sender', 'receiver'].flatMap((service) => [instance(service, 1), instance(service, 2)]);
  });
  afterEach(() => localStorage.clear());

  it('is nginx’s choice until one is pinned, for each service alone, and is remembered', () => {
    const routes = open();
    const changed = jest.fn();
    routes.onReceiverChange(changed);
    routes.pin('user', 2);
    routes.pin('sender', 1);
    expect(changed).not.toHaveBeenCalled();
    routes.pin('receiver', 2);
    expect(changed).toHaveBeenCalledTimes(1);
    const again = open();
    expect(again.path('user')).toBe('/user/2/graphql');
    expect(again.path('sender')).toBe('/sender/1/graphql');
    expect(again.socketUrl()).toBe('ws://localhost/receiver/2/graphql');
    again.pin('sender', null);
    expect(open().path('sender')).toBe('/sender/graphql');
  });

  it('is nginx’s choice again when what was pinned is gone, and says which', async () => {
    const routes = open();
    routes.pin('sender', 2);
    routes.pin('user', 2);
    routes.pin('receiver', 1);
    live = live.filter(({ number }) => number === 1);
    await routes.refresh();
    expect(routes.state.get()).toMatchObject({
      pins: { user: null, sender: null, receiver: 1 },
      gone: ['user-2', 'sender-2'],
      instances: live,
    });
    routes.pin('sender', 1);
    expect(routes.state.get().gone).toEqual([]);
  });

  it('names each that is gone, though the registry forgets them one after the other', async () => {
    const routes = open();
    routes.pin('sender', 2);
    routes.pin('receiver', 2);
    const forget = (service: string) => {
      live = live.filter((instance) => instance.id !== `${service}-2`);
      return routes.refresh();
    };
    await forget('receiver');
    await forget('sender');
    expect(routes.state.get().gone).toEqual(['receiver-2', 'sender-2']);
    routes.pin('sender', null);
    expect(routes.state.get().gone).toEqual([]);
  });

  it('is looked at anew when a pinned one is in trouble', async () => {
    const routes = open();
    routes.pin('sender', 2);
    live = [];
    routes.trouble('receiver');
    await Promise.resolve();
    expect(routes.path('sender')).toBe('/sender/2/graphql');
    routes.trouble('sender');
    await Promise.resolve();
    expect(routes.state.get().gone).toEqual(['sender-2']);
  });

  it('tells who answered last, for each service', () => {
    const routes = open();
    routes.served('sender', 'sender-1');
    routes.served('receiver', 'receiver-2');
    routes.served('sender', 'sender-2');
    expect(routes.state.get().servedBy).toEqual({ user: null, sender: 'sender-2', receiver: 'receiver-2' });
  });

  it('does not stumble over what it cannot read', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    localStorage.setItem('converge.pins', '{');
    expect(open().path('sender')).toBe('/sender/graphql');
    warn.mockRestore();
  });
});
