import { describe } from '@jest/globals';
import type { Tab } from './testkit/tab.js';
import { withBrowser } from './testkit/with-browser.js';

/** Runs one of the operations that stand in the editor at first. */
async function run({ page }: Tab, operation: string): Promise<void> {
  await page.locator('.graphiql-execute-button[aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: operation }).click();
}

const answers = async ({ page }: Tab, text: string) => {
  await page.locator('.graphiql-response', { hasText: text }).waitFor();
};

describe('the GraphQL page', () => {
  const { it } = withBrowser();

  it('asks the chosen instance with the session’s token, and hears a subscription', async ({
    join,
    known,
  }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    await ann.page.goto(`${ann.home}/graphiql`);
    await ann.at('graphiql-who').filter({ hasText: ann.api.username }).waitFor();
    await ann.at('graphiql-service').selectOption('receiver');
    await ann.at('graphiql-instance').selectOption('2');
    await run(ann, 'MyChats');
    await answers(ann, id);
    await ann.at('graphiql-served-by').filter({ hasText: 'receiver-2' }).waitFor();

    await run(ann, 'ViewerEvents');
    await answers(ann, 'Ready');
    await ben.send(id, 'heard live');
    await answers(ann, 'heard live');
  });
});
