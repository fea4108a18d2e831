import { eventually } from '@converge/test/testkit';
import type { Tab } from './tab.js';

/** To be given to `join`: this person has allowed notifications. */
export const ALLOWS_NOTIFICATIONS = { permissions: ['notifications'] };

/** Notes what all tabs of a browser ask the system to show: it is shown by nothing that a test could look at. */
export class Notified {
  private readonly bodies: string[] = [];

  static async of(tab: Tab): Promise<Notified> {
    const notified = new Notified();
    const context = tab.page.context();
    await context.exposeFunction('noteNotification', (body: string) => notified.bodies.push(body));
    await context.addInitScript(() => {
      const { noteNotification } = window as unknown as { noteNotification(body: string): void };
      window.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          noteNotification(options?.body ?? '');
        }
      };
    });
    await tab.reload();
    return notified;
  }

  /** Exactly these since the beginning, each once. */
  async hasExactly(...expected: string[]): Promise<void> {
    await eventually(`notified of exactly ${expected.join(' | ')}`, () => {
      if (this.bodies.join('\n') === expected.join('\n')) return true;
      throw new Error(`notified of: ${this.bodies.join(' | ')}`);
    });
  }
}
