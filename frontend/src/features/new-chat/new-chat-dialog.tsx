import { LIMITS } from '@converge/domain';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { NewChat } from '../../sync/chat-commands';
import type { ChatType, User } from '../../sync/model';
import { useAccount } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { PeoplePicker } from './people-picker';

interface NewChatDialogProps {
  onClose: () => void;
  onCreated: (chatId: string) => void;
}

/** A direct chat with the person chosen (the existing one, if there is one), or a group of several. */
export function NewChatDialog({ onClose, onCreated }: NewChatDialogProps) {
  const { sync } = useAccount();
  const [chatType, setChatType] = useState<ChatType>('direct');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // One key for as long as the dialog is open: pressed twice, or sent again, it is still one group.
  const [clientChatId] = useState(() => v7());

  async function create(input: NewChat): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      onCreated((await sync.chats.create(input)).id);
      onClose();
    } catch (error) {
      setProblem(failureOf(error).message);
      setBusy(false);
    }
  }

  const toggle = (person: User) =>
    setChosen((before) =>
      before.some(({ id }) => id === person.id)
        ? before.filter(({ id }) => id !== person.id)
        : [...before, person],
    );
  const choose = (person: User) => void create({ chatType: 'direct', participantIds: [person.id] });
  const createGroup = () =>
    void create({
      chatType: 'group',
      name: name.trim(),
      participantIds: chosen.map(({ id }) => id),
      clientChatId,
    });

  const isGroup = chatType === 'group';
  return (
    <Dialog title="New chat" onClose={onClose} testId="new-chat-dialog">
      <fieldset className="segments" disabled={isBusy}>
        <legend className="visually-hidden">Kind of chat</legend>
        {(['direct', 'group'] as const).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="chat-type"
              checked={chatType === kind}
              onChange={() => setChatType(kind)}
              data-testid={`new-chat-${kind}`}
            />
            {kind === 'direct' ? 'Direct' : 'Group'}
          </label>
        ))}
      </fieldset>
      {isGroup && (
        <Field
          name="name"
          label="Group name"
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={LIMITS.chatNameLength}
          testId="new-chat-name"
        />
      )}
      <PeoplePicker
        isMultiple={isGroup}
        chosen={chosen}
        isDisabled={isBusy}
        onChoose={isGroup ? toggle : choose}
      />
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {isGroup && (
        <button
          type="button"
          className="button primary"
          disabled={isBusy || !name.trim() || !chosen.length}
          onClick={createGroup}
          data-testid="new-chat-create"
        >
          Create group{chosen.length > 0 && ` with ${chosen.length}`}
        </button>
      )}
    </Dialog>
  );
}
