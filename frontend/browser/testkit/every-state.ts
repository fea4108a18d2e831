import type { Tab } from './tab.js';

/** A place of the web client, and how to get there from the open chat and back to it. */
interface State {
  name: string;
  enter(tab: Tab): Promise<void>;
  leave(tab: Tab): Promise<void>;
}

const withEscape = async (tab: Tab, gone: string) => {
  await tab.page.keyboard.press('Escape');
  await tab.at(gone).waitFor({ state: 'detached' });
};

/** A dialog or panel, opened by `open`, closed by Escape. */
const dialog = (name: string, testId: string, open: (tab: Tab) => Promise<void>): State => ({
  name,
  async enter(tab) {
    await open(tab);
    await tab.at(testId).waitFor();
  },
  leave: (tab) => withEscape(tab, testId),
});

const settings = (name: Parameters<Tab['settings']>[0]): State =>
  dialog(`settings: ${name}`, 'settings-dialog', (tab) => tab.settings(name));

/** Everything that opens from a group's chat on a wide screen. */
export const STATES: readonly State[] = [
  { name: 'the chat', enter: async () => undefined, leave: async () => undefined },
  dialog('new chat', 'new-chat-dialog', (tab) => tab.at('new-chat').click()),
  dialog('new group', 'new-chat-dialog', async (tab) => {
    await tab.at('new-chat').click();
    await tab.at('new-chat-group').click();
  }),
  dialog('members', 'members-dialog', (tab) => tab.openMembers()),
  dialog('rename', 'rename-dialog', (tab) => tab.chatMenu('chat-rename')),
  dialog('add people', 'add-people-dialog', (tab) => tab.chatMenu('chat-add-people')),
  dialog('leave', 'confirm', (tab) => tab.chatMenu('chat-leave')),
  dialog('main menu', 'settings-open', (tab) => tab.at('main-menu').click()),
  dialog('menu of a message', 'message-delete', async (tab) => {
    await tab.at('message').last().hover();
    await tab.at('message').last().getByTestId('message-menu').click();
  }),
  dialog('message details', 'message-details-dialog', (tab) =>
    tab.menuOf('Half past six?', 'message-details'),
  ),
  dialog('emoji', 'emoji-search', (tab) => tab.at('emoji-open').click()),
  dialog('switcher', 'switcher', (tab) => tab.page.keyboard.press('Control+k')),
  dialog('help', 'help-dialog', (tab) => tab.mainMenu('help-open')),
  settings('profile'),
  settings('password'),
  settings('sessions'),
  settings('appearance'),
  dialog('diagnostics', 'diagnostics', (tab) => tab.mainMenu('diagnostics-open')),
];

/** Goes through all of them; `look` is called in each. */
export async function throughEveryState(tab: Tab, look: (state: string) => Promise<void>): Promise<void> {
  for (const { name, enter, leave } of STATES) {
    await enter(tab);
    await look(name);
    await leave(tab);
  }
}
