import { eventually, type Person } from '@converge/test/testkit';
import type { Locator, Page } from 'playwright-core';
import type { Watch } from './watch.js';

export type TickState = 'clock' | 'accepted' | 'stored' | 'read';

/** A person before a tab of their browser. Every method resolves once its promise is seen, and says which was not. */
export class Tab {
  constructor(
    readonly page: Page,
    readonly watch: Watch,
    readonly name: string,
    private readonly account?: Person,
  ) {}

  /** The same account over the public API, for what a test needs and does not look at. */
  get api(): Person {
    if (!this.account) throw new Error(`${this.name} has no account yet.`);
    return this.account;
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** One more tab of the same browser. */
  async anotherTab(): Promise<Tab> {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    const tab = new Tab(page, this.watch, `${this.name} (another tab)`, this.account);
    await tab.isLive();
    return tab;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.isLive();
  }

  /** Presses keys one after the other, as on a keyboard, e.g. 'Tab', 'Control+k'. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The colours of a theme, as after choosing it; what is chosen stays as it was. */
  async dressed(theme: 'light' | 'dark'): Promise<void> {
    await this.page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
  }

  /** Another tab or window is before this one, or no longer. Chromium without a screen takes every tab for visible. */
  async hidden(isHidden = true): Promise<void> {
    await this.page.evaluate(
      (state) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
        document.dispatchEvent(new Event('visibilitychange'));
      },
      isHidden ? 'hidden' : 'visible',
    );
  }

  /** The browser freezes the tab as it does with one that was long in the background: no timers, no network. */
  async frozen(isFrozen = true): Promise<void> {
    const chromium = await this.page.context().newCDPSession(this.page);
    await chromium.send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' });
    await chromium.detach();
  }

  /** The address of the web client. */
  get home(): string {
    return this.watch.origin;
  }

  /** An input says exactly this. */
  async has(testId: string, value: string): Promise<void> {
    await eventually(
      `${this.name}: ${testId} says "${value}"`,
      async () => (await this.at(testId).inputValue()) === value,
      20_000,
    );
  }

  async isFocused(testId: string): Promise<void> {
    await this.page.locator(`[data-testid=${testId}]:focus`).waitFor();
  }

  /** It is on the screen with all of its height. */
  async isInView(testId: string): Promise<void> {
    await eventually(`${this.name}: ${testId} is in view`, async () => {
      const box = await this.at(testId).boundingBox();
      const { height } = this.page.viewportSize()!;
      return box !== null && box.y >= 0 && box.y + box.height <= height;
    });
  }

  // The connection

  async isLive(): Promise<void> {
    await this.page.locator('[data-testid=connection][data-phase=live]').waitFor({ state: 'attached' });
  }

  /** The page has noticed that nobody answers. */
  async isCutOff(): Promise<void> {
    await this.page.locator('[data-testid=connection]:not([data-phase=live])').waitFor({ state: 'attached' });
  }

  /** So many messages are said to wait. */
  async waits(count: number): Promise<void> {
    await this.page
      .locator(`[data-testid=connection][data-waiting="${count}"]`)
      .waitFor({ state: 'attached' });
  }

  /** The network of this person is cut, or there again. */
  async offline(isOffline = true): Promise<void> {
    this.watch.expectTrouble();
    await this.page.context().setOffline(isOffline);
  }

  /** Chooses an instance in the selector. */
  async pin(service: 'user' | 'sender' | 'receiver', number: number): Promise<void> {
    const select = this.at(`${service}-select`);
    if (!(await select.isVisible())) await this.at('instances-toggle').click();
    await select.selectOption(String(number));
  }

  async isServedBy(service: 'sender' | 'receiver', number: number): Promise<void> {
    await this.at(`served-by-${service}`)
      .filter({ hasText: `${service}-${number}` })
      .waitFor();
  }

  // The list

  chat(name: string): Locator {
    return this.at('chat-item').filter({ hasText: name });
  }

  async open(name: string): Promise<void> {
    await this.chat(name).click();
    await this.isIn(name);
  }

  /** From the chat to the list, where there is but one column. */
  async back(): Promise<void> {
    await this.at('chat-back').click();
    await this.at('chat-list').waitFor({ state: 'visible' });
  }

  async isIn(name: string): Promise<void> {
    await this.at('chat-name').filter({ hasText: name }).waitFor();
  }

  /** Unread messages of a chat, as its badge says; 0: no badge. */
  async badge(name: string, count: number): Promise<void> {
    await this.chat(name).waitFor();
    const badge = this.chat(name).getByTestId('badge');
    if (count === 0) return badge.waitFor({ state: 'detached' });
    await badge.locator('[aria-hidden]', { hasText: exactly(String(count)) }).waitFor();
  }

  async title(title: string): Promise<void> {
    await this.page.waitForFunction((expected) => document.title === expected, title);
  }

  // The chat

  message(text: string): Locator {
    const content = this.at('message-content').filter({ hasText: exactly(text) });
    return this.at('message').filter({ has: content });
  }

  async sees(text: string): Promise<void> {
    await this.message(text).last().waitFor();
  }

  async seesNot(text: string): Promise<void> {
    await this.message(text).last().waitFor({ state: 'detached' });
  }

  /** Writes into the open chat; resolves once it stands there (sent or not). */
  async write(text: string, shown = text): Promise<void> {
    await this.at('composer').fill(text);
    await this.at('composer').press('Enter');
    await this.sees(shown);
  }

  /** Chooses an item from the menu of a message. */
  async menuOf(text: string, itemTestId: string): Promise<void> {
    await this.message(text).last().hover();
    await this.message(text).last().getByTestId('message-menu').click();
    await this.at(itemTestId).click();
  }

  async mainMenu(itemTestId: string): Promise<void> {
    await this.at('main-menu').click();
    await this.at(itemTestId).click();
  }

  async chatMenu(itemTestId: string): Promise<void> {
    await this.at('chat-menu').click();
    await this.at(itemTestId).click();
  }

  // Dialogs

  async settings(tab: 'profile' | 'password' | 'sessions' | 'appearance'): Promise<void> {
    await this.mainMenu('settings-open');
    await this.at(`settings-${tab}`).click();
  }

  /** Finds a person in a dialog and chooses them. */
  async pick(other: Tab): Promise<void> {
    const { username } = other.api;
    await this.at('new-chat-search').fill(username);
    await this.page.locator(`[data-testid=person][data-username="${username}"]`).click();
  }

  async openMembers(): Promise<void> {
    await this.at('members').click();
    await this.at('member').first().waitFor();
  }

  member(other: Tab): Locator {
    return this.page.locator(`[data-testid=member][data-user-id="${other.api.id}"]`);
  }

  async tick(text: string, state: TickState): Promise<void> {
    await this.message(text).last().locator(`[data-testid=tick][data-state=${state}]`).waitFor();
  }

  /** Scrolls the messages: to their first that is loaded, or to the latest. */
  async scroll(to: 'top' | 'end'): Promise<void> {
    await this.scroller.evaluate((list, pixels) => list.scrollBy(0, pixels), to === 'top' ? -1e7 : 1e7);
  }

  get scroller(): Locator {
    return this.at('messages');
  }

  /** The messages on the page, from top to bottom. */
  async contents(): Promise<string[]> {
    const texts = await this.at('message-content').allInnerTexts();
    return texts.map((text) => text.trim());
  }

  /** Exactly these messages, each once, in this order. */
  async hasExactly(...expected: string[]): Promise<void> {
    const isSo = async () => {
      const found = await this.contents();
      if (found.join('\n') === expected.join('\n')) return true;
      throw new Error(`${this.name} sees: ${found.join(' | ')}`);
    };
    await eventually(`${this.name} sees exactly ${expected.join(' | ')}`, isSo, 20_000);
  }
}

const exactly = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
