import type { ChatState } from '../../sync/chat-state';
import type { Message } from '../../sync/model';
import { lazily } from '../../ui/lazily';
import type { ChatDialogKind } from './chat-menu';
import { messageNow } from './message-now';

/** Nobody needs these to read and write, so they come when they are opened. */
const AddPeople = lazily(async () => (await import('./members-add')).AddPeople);
const DeleteMessage = lazily(async () => (await import('./delete-message')).DeleteMessage);
const EndChat = lazily(async () => (await import('./delete-chat')).EndChat);
const MembersDialog = lazily(async () => (await import('./members-dialog')).MembersDialog);
const MessageDetails = lazily(async () => (await import('./message-details')).MessageDetails);
const RenameChat = lazily(async () => (await import('./rename-chat')).RenameChat);

export type OpenDialog = { kind: ChatDialogKind } | { kind: 'details' | 'delete-message'; message: Message };

interface ChatDialogsProps {
  state: ChatState;
  dialog: OpenDialog;
  onClose: () => void;
  /** The viewer has left the chat, or there is none any more. */
  onGone: () => void;
}

/** The dialog of a chat that is open. */
export function ChatDialogs({ state, dialog, onClose, onGone }: ChatDialogsProps) {
  const { chat } = state;
  const common = { chat, onClose, onError: onClose };
  switch (dialog.kind) {
    case 'members':
      return <MembersDialog {...common} />;
    case 'add-people':
      return <AddPeople {...common} />;
    case 'rename':
      return <RenameChat {...common} />;
    case 'leave':
    case 'delete-chat':
      return <EndChat {...common} kind={dialog.kind} onGone={onGone} />;
    case 'details':
      return (
        <MessageDetails
          state={state}
          message={messageNow(state, dialog.message)}
          onClose={onClose}
          onError={onClose}
        />
      );
    case 'delete-message':
      return (
        <DeleteMessage message={messageNow(state, dialog.message)} onClose={onClose} onError={onClose} />
      );
  }
}
