import { useState } from 'react';
import { useFailureText } from '../i18n/failure-text';
import { useAccount } from '../sync/context';
import { failureOf } from '../sync/failure';
import type { User } from '../sync/model';
import { useToast } from '../ui/toast';

/** Opens the direct chat with a person, made now if there is none yet. `startingWith`: whose chat is being asked for. */
export function useStartChat(onOpen: (chatId: string) => void) {
  const { chats } = useAccount().sync;
  const toast = useToast();
  const failureText = useFailureText();
  const [startingWith, setStartingWith] = useState<string | null>(null);

  async function start(person: User): Promise<void> {
    setStartingWith(person.id);
    try {
      const chat = await chats.create({ chatType: 'direct', participantIds: [person.id] });
      onOpen(chat.id);
    } catch (error) {
      toast.show({ text: failureText(failureOf(error)), tone: 'danger' });
    }
    setStartingWith(null);
  }

  return { startingWith, start: (person: User) => void start(person) };
}
