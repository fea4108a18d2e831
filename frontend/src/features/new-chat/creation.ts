import { useState } from 'react';
import { v7 } from 'uuid';
import type { NewChat } from '../../sync/chat-commands';
import { useAccount } from '../../sync/context';
import { failureOf, type Failure } from '../../sync/failure';

export interface Creation {
  isBusy: boolean;
  failure: Failure | null;
  create(chat: NewChat): void;
}

/** Makes one chat. After a failure all that was entered is still there, to be sent again. */
export function useCreation(onCreated: (chatId: string) => void): Creation {
  const { chats } = useAccount().sync;
  // One key for as long as the form is open: pressed twice, or sent again, it is still one group.
  const [clientChatId] = useState(() => v7());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function create(chat: NewChat): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const { id } = await chats.create({ ...chat, clientChatId });
      onCreated(id);
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  }

  return { isBusy, failure, create: (chat) => void create(chat) };
}
