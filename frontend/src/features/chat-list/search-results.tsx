import { SearchX, SquarePen } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useChatSearch } from '../../people/chat-search';
import { usePeopleSearch } from '../../people/people-search';
import { useStartChat } from '../../people/start-chat';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Spinner } from '../../ui/spinner';
import { ChatRows } from './chat-rows';

interface SearchResultsProps {
  query: string;
  scroller: HTMLElement | null;
  selectedId: string | null;
  addressOf: (chatId: string) => string;
  onOpen: (chatId: string) => void;
  onNewChat: () => void;
}

/** Chats by their name and by who is in them; if there is none, people to start one with. */
export function SearchResults({ query, onOpen, onNewChat, ...rows }: SearchResultsProps) {
  const { t } = useTranslation('chatList');
  const { byName, byPerson } = useChatSearch(query);
  const chats = useMemo(() => [...byName, ...byPerson], [byName, byPerson]);
  return (
    <>
      <p role="status" className="sr-only">
        {t('found', { count: chats.length })}
      </p>
      {chats.length > 0 ? (
        <ChatRows chats={chats} {...rows} />
      ) : (
        <PeopleInstead query={query} onOpen={onOpen} onNewChat={onNewChat} />
      )}
    </>
  );
}

type PeopleInsteadProps = Pick<SearchResultsProps, 'query' | 'onOpen' | 'onNewChat'>;

function PeopleInstead({ query, onOpen, onNewChat }: PeopleInsteadProps) {
  const { t } = useTranslation('chatList');
  const { people, isSearching } = usePeopleSearch(query);
  const { startingWith, start } = useStartChat(onOpen);

  if (isSearching) {
    return (
      <div className="p-5">
        <Spinner label={t('searching')} />
      </div>
    );
  }
  if (!people.length) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('nothing.title', { query: query.trim() })}
        text={t('nothing.text')}
        action={
          <Button icon={SquarePen} onClick={onNewChat}>
            {t('empty.action')}
          </Button>
        }
      />
    );
  }
  return (
    <section aria-label={t('people')} className="px-2">
      <h2 className="px-3 py-2 text-sm font-semibold text-quiet">{t('people')}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              disabled={startingWith !== null}
              onClick={() => start(person)}
              data-testid="chat-search-person"
              className="flex w-full items-center gap-3 rounded-xl px-3 py-2 text-start -outline-offset-2 hover:bg-hover"
            >
              <Avatar id={person.id} name={person.displayName} />
              <span className="flex min-w-0 flex-col">
                <span className="truncate">{t('newChatWith', { name: person.displayName })}</span>
                <bdi className="truncate text-sm text-quiet">@{person.username}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
