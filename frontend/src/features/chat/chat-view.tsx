import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useChat, useFeedStatus } from '../../sync/context';
import type { ChatState } from '../../sync/chat-state';
import type { Message } from '../../sync/model';
import { useToast } from '../../ui/toast';
import { ChatDialogs, type OpenDialog } from './chat-dialogs';
import { ChatHeader } from './chat-header';
import { ChatMissing, ChatSkeleton } from './chat-missing';
import { ChatViewContext, type ChatViewActions } from './chat-view-context';
import { Composer } from './composer';
import { useEditing } from './edit-begun';
import { MessageList } from './message-list';
import { messageNow } from './message-now';

interface ChatViewProps {
  chatId: string;
  onBack: () => void;
}

/** One chat. To be given a key of the chat's id: nothing of one chat is carried over to the next. */
export function ChatView({ chatId, onBack }: ChatViewProps) {
  const state = useChat(chatId);
  const { phase } = useFeedStatus();
  const [wasHere, setWasHere] = useState(false);
  if (state && !wasHere) setWasHere(true);

  if (state) return <OpenChat state={state} onBack={onBack} />;
  return wasHere || phase === 'live' ? (
    <ChatMissing wasHere={wasHere} onBack={onBack} />
  ) : (
    <ChatSkeleton onBack={onBack} />
  );
}

function OpenChat({ state, onBack }: { state: ChatState; onBack: () => void }) {
  const { t } = useTranslation('chat');
  const { history } = useAccount().sync;
  const toast = useToast();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [sentId, setSentId] = useState<string | null>(null);
  const [held, setEditing] = useEditing(state.chat.id);
  const editing = held && stillEditable(state, held);
  useEffect(() => {
    if (!held || editing) return;
    setEditing(null);
    toast.show({ text: t('edit.deletedMeanwhile') });
  }, [held, editing, setEditing, toast, t]);

  useEffect(() => history.hold(state.chat.id), [history, state.chat.id]);

  const actions = useMemo<ChatViewActions>(
    () => ({
      editingId: editing?.id ?? null,
      startEdit: setEditing,
      cancelEdit: () => setEditing(null),
      showDetails: (message) => setDialog({ kind: 'details', message }),
      deleteMessage: (message) => setDialog({ kind: 'delete-message', message }),
    }),
    [editing?.id, setEditing],
  );

  return (
    <ChatViewContext value={actions}>
      <section className="flex h-full min-h-0 min-w-0 flex-col bg-ground" data-chat-id={state.chat.id}>
        <ChatHeader chat={state.chat} onBack={onBack} onOpen={(kind) => setDialog({ kind })} />
        <MessageList state={state} sentId={sentId} />
        <Composer
          state={state}
          editing={editing}
          onEdit={actions.startEdit}
          onEditDone={actions.cancelEdit}
          onSent={setSentId}
        />
      </section>
      {dialog && (
        <ChatDialogs state={state} dialog={dialog} onClose={() => setDialog(null)} onGone={onBack} />
      )}
    </ChatViewContext>
  );
}

/** Null once it is deleted, since nothing is left to be edited. */
function stillEditable(state: ChatState, held: Message): Message | null {
  const now = messageNow(state, held);
  return now.isDeleted ? null : now;
}
