import { lazily } from '../ui/lazily';
import { openChat } from './location';
import { SHORTCUTS } from './shortcuts';

/** What can lie over the shell, one at a time. */
export type ShellDialog = 'new-chat' | 'switcher' | 'settings' | 'help' | 'diagnostics' | 'sign-out';
export type OpenDialog = (dialog: ShellDialog) => void;

const NewChatDialog = lazily(
  async () => (await import('../features/new-chat/new-chat-dialog')).NewChatDialog,
);
const Switcher = lazily(async () => (await import('../features/switcher/switcher')).Switcher);
const SettingsDialog = lazily(
  async () => (await import('../features/account/settings-dialog')).SettingsDialog,
);
const HelpDialog = lazily(async () => (await import('../features/help/help-dialog')).HelpDialog);
const DiagnosticsPanel = lazily(
  async () => (await import('../features/diagnostics/diagnostics-panel')).DiagnosticsPanel,
);
const SignOutDialog = lazily(async () => (await import('./sidebar-sign-out-dialog')).SignOutDialog);

interface ShellDialogsProps {
  dialog: ShellDialog | null;
  openChatId: string | null;
  onClose: () => void;
}

/** Whichever is open; the code of each comes with its first opening. */
export function ShellDialogs({ dialog, openChatId, onClose }: ShellDialogsProps) {
  // One whose code cannot be had is closed, so that it can be asked for again.
  const end = { onClose, onError: onClose };
  switch (dialog) {
    case 'new-chat':
      return <NewChatDialog {...end} onCreated={openChat} />;
    case 'switcher':
      return <Switcher {...end} openChatId={openChatId} onOpen={openChat} />;
    case 'settings':
      return <SettingsDialog {...end} />;
    case 'help':
      return <HelpDialog {...end} shortcuts={SHORTCUTS} />;
    case 'diagnostics':
      return <DiagnosticsPanel {...end} openChatId={openChatId} />;
    case 'sign-out':
      return <SignOutDialog {...end} />;
    case null:
      return null;
  }
}
