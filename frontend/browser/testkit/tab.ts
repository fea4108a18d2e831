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
  }

  // The connection

  async isLive(): Promise<void> {
    await this.page.locator('[data-testid=connection][data-phase=live]').waitFor({ state: 'attached' });
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

  // The list

  chat(name: string): Locator {
    return this.at('chat-item').filter({ hasText: name });
  }

  async open(name: string): Promise<void> {
    await this.chat(name).click();
    await this.isIn(name);
  }

  async isIn(name: string): Promise<void> {
    await this.at('chat-name').filter({ hasText: name }).waitFor();
  }

  /** Unread messages of a chat, as its badge says; 0: no badge. */
  async badge(name: string, count: number): Promise<void> {
    await this.chat(name).waitFor();
    const badge = this.chat(name).getByTestId('badge');
    if (count === 0) return badge.waitFor({ state: 'detached' });
    await badge.filter({ hasText: new RegExp(`^\\s*${count}(\\D|$)`) }).waitFor();
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
  async write(text: string): Promise<void> {
    await this.at('composer').fill(text);
    await this.at('composer').press('Enter');
    await this.sees(text);
  }

  async tick(text: string, state: TickState): Promise<void> {
    await this.message(text).last().locator(`[data-testid=tick][data-state=${state}]`).waitFor();
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
