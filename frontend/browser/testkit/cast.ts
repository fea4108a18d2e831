import { Person, type RunningStack } from '@converge/test/testkit';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Tab } from './tab.js';
import { Watch } from './watch.js';

/** Longer than anything takes on two busy cores; every wait ends as soon as what it waits for is there. */
const PATIENCE_MS = 20_000;

export interface Appearance {
  /** Pinned instances, as the client remembers them. */
  pins?: { user?: number; sender?: number; receiver?: number };
  /** What else the browser remembers from last time (localStorage), e.g. the language. */
  kept?: Record<string, string>;
  /** The window: size, language, colour scheme, … */
  window?: BrowserContextOptions;
}

/** The people of one test: each with a browser context of their own, signed in and live. */
export class Cast {
  readonly tabs: Tab[] = [];

  constructor(
    private readonly browser: Browser,
    readonly stack: RunningStack,
  ) {}

  /** Somebody whom no test looks over the shoulder: an account that speaks the API, and no page. */
  readonly known = (name: string, displayName = name): Promise<Person> =>
    Person.join(this.stack, name, displayName);

  /** Signs up over the API and opens the page, signed in. */
  readonly join = async (
    name: string,
    { displayName = name, ...appearance }: Appearance & { displayName?: string } = {},
  ): Promise<Tab> => {
    const account = await this.known(name, displayName);
    return this.enter(account, displayName, appearance);
  };

  /** Opens a browser of its own for an account that is there. */
  readonly enter = async (account: Person, name: string, appearance: Appearance = {}): Promise<Tab> => {
    const tab = await this.visit(name, appearance, account);
    // The cookie of this answer is the session; the page takes it up as after a reload.
    const answer = await tab.page.context().request.post(this.stack.url('user'), {
      data: {
        query:
          'mutation($u: String!, $p: String!) { login(username: $u, password: $p, cookie: true) { user { id } } }',
        variables: { u: account.username, p: Person.PASSWORD },
      },
    });
    if (!answer.ok()) throw new Error(`${name} cannot sign in: ${await answer.text()}`);
    await tab.page.goto(this.stack.baseUrl);
    await tab.isLive();
    return tab;
  };

  /** A browser in which nobody is signed in, and no page opened. */
  readonly visit = async (
    name: string,
    { pins, kept = {}, window }: Appearance = {},
    account?: Person,
  ): Promise<Tab> => {
    const origin = this.stack.baseUrl;
    const remembered = { ...kept, ...(pins ? { 'converge.pins': JSON.stringify(pins) } : {}) };
    const localStorage = Object.entries(remembered).map(([name, value]) => ({ name, value }));
    const context = await this.browser.newContext({
      viewport: { width: 1200, height: 800 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      ...window,
      storageState: { cookies: [], origins: [{ origin, localStorage }] },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const watch = new Watch(context, origin);
    await watch.start();
    const tab = new Tab(await context.newPage(), watch, name, account);
    this.tabs.push(tab);
    return tab;
  };

  /** What went wrong on anybody's page, though the test may not have looked there. */
  async findings(): Promise<string[]> {
    const found = await Promise.all(
      this.tabs.map(async ({ name, watch }) => (await watch.findings()).map((what) => `${name}: ${what}`)),
    );
    return found.flat();
  }

  async leave(): Promise<void> {
    await Promise.all(this.tabs.map((tab) => tab.page.context().close()));
  }
}
