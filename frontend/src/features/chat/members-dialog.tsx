import type { Chat } from '../../generated/graphql';
import { useAccount } from '../../sync/context';
import { usePersonName } from '../../sync/people';
import { Avatar } from '../../ui/avatar';
import { Dialog } from '../../ui/dialog';

/** Names are asked for one by one, so a room of a thousand is shown in part. */
const MOST_SHOWN = 100;

export function MembersDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { viewer } = useAccount();
  const rest = chat.participantIds.length - MOST_SHOWN;
  return (
    <Dialog title={`Members (${chat.participantIds.length})`} onClose={onClose} testId="members-dialog">
      <ul className="people" aria-label="Members">
        {chat.participantIds.slice(0, MOST_SHOWN).map((id) => (
          <Member key={id} id={id} isViewer={id === viewer.id} />
        ))}
      </ul>
      {rest > 0 && <p className="hint">and {rest} more</p>}
    </Dialog>
  );
}

function Member({ id, isViewer }: { id: string; isViewer: boolean }) {
  const name = usePersonName(id);
  return (
    <li className="person" data-testid="member">
      <Avatar id={id} name={name} />
      <span dir="auto">{name}</span>
      {isViewer && <small>you</small>}
    </li>
  );
}
