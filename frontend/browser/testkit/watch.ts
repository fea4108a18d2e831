import type { BrowserContext, Page } from 'playwright-core';

/** What Chromium itself writes to the console when a request finds nobody: expected while something is cut or killed. */
const TROUBLE = /^Failed to load resource|^WebSocket connection to .* failed/;
/** Three parts of a JSON web token. */
const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/;

/**
 * Watches all pages of a context for what must never happen in any test: an error, a breach of the
 * Content-Security-Policy, a request to somebody else, a token where scripts could find it.
 */
export class Watch {
  readonly console: string[] = [];
  private readonly wrongs: string[] = [];
  private readonly tokens = new Set<string>();
  private isTroubleExpected = false;

  constructor(
    private readonly context: BrowserContext,
    readonly origin: string,
  ) {
    context.on('page', (page) => this.follow(page));
    context.on('request', (request) => {
      this.visited(request.url());
      const authorization = request.headers()['authorization'];
      if (authorization !== undefined) this.tokens.add(authorization.replace('Bearer ', ''));
    });
  }

  /** Tells the page's console of breaches of the policy, whose own words differ from kind to kind. */
  async start(): Promise<void> {
    await this.context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`Refused by the policy: ${violatedDirective} ${blockedURI}`),
      );
    });
  }

  /** From now on requests may fail: this test cuts the network, or kills a process. */
  expectTrouble(): void {
    this.isTroubleExpected = true;
  }

  /** What has gone wrong so far. */
  async findings(): Promise<string[]> {
    const found = [...this.wrongs];
    for (const page of this.context.pages()) {
      if (!page.url().startsWith(this.origin)) continue;
      const kept = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      );
      const isToken = TOKEN.test(kept) || [...this.tokens].some((token) => kept.includes(token));
      if (isToken) found.push(`A token lies in the browser's storage: ${kept}`);
    }
    return found;
  }

  private follow(page: Page): void {
    page.on('pageerror', (error) => this.wrongs.push(`Uncaught: ${error.stack ?? error.message}`));
    page.on('websocket', (socket) => this.visited(socket.url().replace(/^ws/, 'http')));
    page.on('console', (message) => {
      const text = message.text();
      this.console.push(`${message.type()}: ${text}`);
      if (message.type() !== 'error' && !text.includes('Refused to')) return;
      if (this.isTroubleExpected && TROUBLE.test(text)) return;
      this.wrongs.push(`Console: ${text} (${message.location().url})`);
    });
  }

  private visited(url: string): void {
    if (!url.startsWith(`${this.origin}/`) && !/^(data|blob):/.test(url)) {
      this.wrongs.push(`A request to somebody else: ${url}`);
    }
  }
}
