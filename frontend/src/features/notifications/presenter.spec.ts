import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPresenter } from './presenter';

class FakeNotification {
  static shown: FakeNotification[] = [];
  onclick: (() => void) | null = null;
  isClosed = false;
  constructor(readonly title: string) {
    FakeNotification.shown.push(this);
  }
  close(): void {
    this.isClosed = true;
  }
}

const open = () => FakeNotification.shown.filter(({ isClosed }) => !isClosed).map(({ title }) => title);

describe('a notification', () => {
  const before = globalThis.Notification;
  beforeEach(() => {
    FakeNotification.shown = [];
    globalThis.Notification = FakeNotification as unknown as typeof Notification;
    window.focus = () => {};
  });
  afterEach(() => {
    globalThis.Notification = before;
  });

  it('goes when its chat is read, that of several chats when all of them are', () => {
    const presenter = createPresenter(() => {});
    presenter.present({ chatIds: ['one'], title: 'one', body: '' });
    presenter.present({ chatIds: ['one', 'two'], title: 'both', body: '' });
    const read = new Set(['one']);
    presenter.closeIf((chatId) => read.has(chatId));
    expect(open()).toEqual(['both']);
    read.add('two');
    presenter.closeIf((chatId) => read.has(chatId));
    expect(open()).toEqual([]);
  });

  it('opens its chat; that of several chats only the page', () => {
    const onOpen = jest.fn();
    const presenter = createPresenter(onOpen);
    presenter.present({ chatIds: ['one', 'two'], title: 'both', body: '' });
    presenter.present({ chatIds: ['one'], title: 'one', body: '' });
    for (const { onclick } of FakeNotification.shown) onclick?.();
    expect(onOpen.mock.calls).toEqual([['one']]);
    expect(open()).toEqual([]);
  });
});
