import { describe, expect, it, jest } from '@jest/globals';
import { createCell, type Cell } from '../../sync/cell';
import { newChatState, noteMessage, withSeen } from '../../sync/chat-state';
import { createChatStore } from '../../sync/chat-store';
import type { FeedStatus } from '../../sync/feed';
import type { Chat, Message } from '../../sync/model';
import { ModelServer } from '../../sync/testkit/model-server';
import { startNotifier, type News, type NotifierTabs, type Told } from './notifier';

const ANN = 'ann';
const AWAY: FeedStatus = { phase: 'connecting', instance: null, connectedSince: null, reconnects: 0 };
const LIVE: FeedStatus = { ...AWAY, phase: 'live' };

/** One browser in which Ann is signed in: what its tabs share, and what it has shown. */
class AnnsBrowser {
  readonly shown: News[] = [];
  readonly open = new Set<string>();
  isWanted = true;
  private readonly told: Told = new Map();
  /** Whatever must happen before one more is shown: a name that is not known yet. */
  nameOf: (news: News) => Promise<void> = () => Promise.resolve();
  private turn: Promise<unknown> = Promise.resolve();

  readonly shared: NotifierTabs = {
    inTurn: (work) => {
      const done = this.turn.then(work);
      this.turn = done.catch(() => {});
      return done;
    },
    claim: <T>(change: (told: Told) => T) => Promise.resolve(change(this.told)),
    lookedAt: () => Promise.resolve(this.open),
  };

  tab(chats: readonly Chat[]) {
    const store = createChatStore(ANN);
    for (const chat of chats) store.put(newChatState(ANN, chat, chat.lastSeq));
    let reading = Promise.resolve();
    const status: Cell<FeedStatus> = createCell(LIVE);
    const listeners = new Set<(message: Message) => void>();
    const stop = startNotifier({
      store,
      status,
      settled: () => reading,
      onArrival(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      tabs: this.shared,
      isWanted: () => this.isWanted,
      tell: async (news) => {
        await this.nameOf(news);
        this.shown.push(news);
      },
    });
    const note = (message: Message) => store.update(message.chatId, (state) => noteMessage(state, message));
    return {
      stop,
      store,
      /** The feed is live and tells of a message. */
      hear(message: Message) {
        note(message);
        for (const listener of listeners) listener(message);
      },
      leave: () => status.set(AWAY),
      /** The feed is live again; the list has told of these. */
      comeBack(...missed: Message[]) {
        missed.forEach(note);
        status.set(LIVE);
      },
      /** The feed is live again, and still reads these, which the list did not tell. */
      comeBackAndRead(...missed: Message[]) {
        reading = new Promise((resolve) => setTimeout(resolve)).then(() => missed.forEach(note));
        status.set(LIVE);
        return reading;
      },
    };
  }

  /** Once all that was asked for has been decided. */
  async settled(): Promise<News[]> {
    let before: unknown;
    do {
      before = this.turn;
      await before;
      await new Promise((afterAllMicrotasks) => setTimeout(afterAllMicrotasks));
    } while (this.turn !== before);
    return this.shown;
  }
}

function room(id = 'chat') {
  const server = new ModelServer([ANN, 'ben']);
  const chat = { ...server.chat, id };
  const say = (content: string, senderId = 'ben') => {
    const message = server.send(senderId, content);
    return { ...message, id: `${id}-${message.id}`, chatId: id };
  };
  return { chat, say };
}

const texts = (news: readonly News[]) =>
  news.map((one) => (one.kind === 'message' ? one.message.content : `${one.count} in ${one.chatIds.join()}`));

describe('notifications', () => {
  it('tell of each message once, however many tabs hear of it', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const tabs = [browser.tab([chat]), browser.tab([chat]), browser.tab([chat])];
    const [one, two] = [say('one'), say('two')];
    for (const tab of tabs) tab.hear(one);
    for (const tab of tabs.toReversed()) tab.hear(two);
    expect(texts(await browser.settled())).toEqual(['one', 'two']);
  });

  it('come in order, though one tab waits for the name of the first when another hears of the second', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const [slow, quick] = [browser.tab([chat]), browser.tab([chat])];
    const [one, two] = [say('one'), say('two')];
    browser.nameOf = async (news) => {
      if (texts([news])[0] === 'one') await new Promise((found) => setTimeout(found, 10));
    };
    slow.hear(one);
    quick.hear(two);
    expect(texts(await browser.settled())).toEqual(['one', 'two']);
  });

  it('of one that never was shown do not hold up the others once its account has left', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const [hung, other] = [browser.tab([chat]), browser.tab([chat])];
    browser.nameOf = async (news) => {
      if (texts([news])[0] === 'one') await new Promise(() => {});
    };
    hung.hear(say('one'));
    other.hear(say('two'));
    setTimeout(hung.stop);
    expect(texts(await browser.settled())).toEqual(['two']);
  });

  it('are still shown when the tab that showed the last one is gone', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const [first, second] = [browser.tab([chat]), browser.tab([chat])];
    const one = say('one');
    first.hear(one);
    await browser.settled();
    first.stop();
    second.hear(one);
    second.hear(say('two'));
    expect(texts(await browser.settled())).toEqual(['one', 'two']);
  });

  it('leave out what the person wrote on another device', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    browser.tab([chat]).hear(say('mine', ANN));
    expect(await browser.settled()).toEqual([]);
  });

  it('leave out a chat that is open before the person, in this tab or another', async () => {
    const [open, other] = [room('open'), room('other')];
    const browser = new AnnsBrowser();
    const hidden = browser.tab([open.chat, other.chat]);
    browser.open.add('open');
    hidden.hear(open.say('seen'));
    hidden.hear(other.say('not seen'));
    expect(texts(await browser.settled())).toEqual(['not seen']);
  });

  it('say in one sentence what came while the connection was lost', async () => {
    const [one, two] = [room('one'), room('two')];
    const browser = new AnnsBrowser();
    const tab = browser.tab([one.chat, two.chat]);
    tab.hear(one.say('before'));
    await browser.settled();
    tab.leave();
    tab.comeBack(one.say('a'), one.say('b'), two.say('c'));
    expect(texts(await browser.settled())).toEqual(['before', '3 in one,two']);
  });

  it('wait until what was missed has been read', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const tab = browser.tab([chat]);
    tab.leave();
    await tab.comeBackAndRead(say('a'), say('b'));
    expect(texts(await browser.settled())).toEqual(['2 in chat']);
  });

  it('count only what no tab has told, and what is not read elsewhere', async () => {
    const [one, two] = [room('one'), room('two')];
    const browser = new AnnsBrowser();
    const [steady, lost] = [browser.tab([one.chat, two.chat]), browser.tab([one.chat, two.chat])];
    lost.leave();
    const [told, missed, read] = [one.say('told'), one.say('missed'), two.say('read')];
    steady.hear(told);
    await browser.settled();
    lost.store.update('two', (state) => withSeen(state, 1));
    lost.comeBack(told, missed, read);
    expect(texts(await browser.settled())).toEqual(['told', '1 in one']);
  });

  it('come once after an absence of all tabs', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const tabs = [browser.tab([chat]), browser.tab([chat])];
    for (const tab of tabs) tab.leave();
    const missed = say('missed');
    for (const tab of tabs) tab.comeBack(missed);
    expect(texts(await browser.settled())).toEqual(['1 in chat']);
  });

  it('are none when the person wants none, and none after signing out', async () => {
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const tab = browser.tab([chat]);
    browser.isWanted = false;
    tab.hear(say('unwanted'));
    browser.isWanted = true;
    tab.hear(say('too late'));
    tab.stop();
    expect(await browser.settled()).toEqual([]);
  });

  it('do not stop at one that could not be claimed', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const { chat, say } = room();
    const browser = new AnnsBrowser();
    const tab = browser.tab([chat]);
    jest.spyOn(browser.shared, 'claim').mockRejectedValueOnce(new Error('No storage.'));
    tab.hear(say('one'));
    tab.hear(say('two'));
    expect(texts(await browser.settled())).toEqual(['two']);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});
