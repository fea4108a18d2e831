import { Combobox } from '@base-ui/react/combobox';
import { Check, Search, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../i18n/failure-text';
import type { User } from '../sync/model';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { usePeopleSearch } from './people-search';

interface PeoplePickerProps {
  picked: readonly User[];
  onChange: (picked: User[]) => void;
  /** Ids of people who are shown, but cannot be picked: they are in the chat already. */
  exclude?: readonly string[];
  /** One person only: picking another takes the place of the first. */
  single?: boolean;
}

const nameOf = (person: User): string => person.displayName;
const isSame = (a: User, b: User): boolean => a.id === b.id;

/**
 * Finds people by name and picks some of them. A combobox with its list always open: the focus stays in the search,
 * arrows move through the list, Enter picks, Backspace in the empty search takes the last one back.
 */
export function PeoplePicker({ picked, onChange, exclude = [], single = false }: PeoplePickerProps) {
  const { t } = useTranslation('people');
  const [text, setText] = useState('');
  const { people, isSearching, problem, retry } = usePeopleSearch(text);
  const failureText = useFailureText();
  const labelId = useId();
  const status = isSearching ? t('searching') : !people.length && !problem ? t('nobody') : '';

  return (
    <Combobox.Root<User, true>
      inline
      open
      multiple
      autoHighlight
      items={people}
      filter={null}
      value={picked}
      onValueChange={(next) => onChange(single ? next.slice(-1) : next)}
      inputValue={text}
      // Escape is the dialog's: it closes, it does not forget who was picked.
      onInputValueChange={(next, { reason }) => reason !== 'escape-key' && setText(next)}
      itemToStringLabel={nameOf}
      isItemEqualToValue={isSame}
    >
      <div className="flex flex-col gap-2">
        <label id={labelId} className="sr-only" htmlFor={`${labelId}-search`}>
          {t('search')}
        </label>
        <Combobox.Chips className="flex flex-wrap items-center gap-1.5 rounded-xl border border-control bg-surface px-3 py-2 focus-within:border-accent">
          <Search className="size-4 shrink-0 text-quiet" aria-hidden />
          {!single && picked.map((person) => <PickedPerson key={person.id} person={person} />)}
          <Combobox.Input
            id={`${labelId}-search`}
            className="min-w-24 flex-1 bg-transparent text-base text-text outline-none placeholder:text-quiet sm:text-sm"
            placeholder={t('search')}
            // Empty, it is the placeholder that is read.
            dir={text ? 'auto' : undefined}
            autoComplete="off"
            autoFocus
            data-testid="new-chat-search"
          />
        </Combobox.Chips>
        {problem && (
          <div role="alert" className="flex items-center gap-2 text-sm text-danger">
            {failureText(problem)}
            <Button variant="link" onClick={retry}>
              {t('retry')}
            </Button>
          </div>
        )}
        <Combobox.Status className="px-1 text-sm text-quiet empty:hidden">{status}</Combobox.Status>
        <Combobox.List
          aria-labelledby={labelId}
          className="max-h-[min(22rem,40dvh)] overflow-y-auto overscroll-contain outline-none"
        >
          {(person: User) => (
            <PersonOption key={person.id} person={person} isIn={exclude.includes(person.id)} />
          )}
        </Combobox.List>
      </div>
    </Combobox.Root>
  );
}

function PickedPerson({ person }: { person: User }) {
  const { t } = useTranslation('people');
  const name = nameOf(person);
  return (
    <Combobox.Chip
      className="flex items-center gap-1 rounded-full bg-selected py-0.5 ps-2.5 pe-1 text-sm outline-none data-highlighted:ring-2 data-highlighted:ring-accent"
      aria-label={name}
    >
      <span dir="auto" className="max-w-40 truncate">
        {name}
      </span>
      <Combobox.ChipRemove
        className="grid size-6 cursor-pointer place-items-center rounded-full hover:bg-hover"
        aria-label={t('takeBack', { name })}
      >
        <X className="size-3.5" aria-hidden />
      </Combobox.ChipRemove>
    </Combobox.Chip>
  );
}

function PersonOption({ person, isIn }: { person: User; isIn: boolean }) {
  const { t } = useTranslation('people');
  return (
    <Combobox.Item
      value={person}
      disabled={isIn}
      className="flex cursor-pointer items-center gap-3 rounded-lg px-2 py-1.5 outline-none data-disabled:cursor-default data-disabled:opacity-60 data-highlighted:bg-selected"
      data-testid="person"
      data-username={person.username}
    >
      <Avatar id={person.id} name={nameOf(person)} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          <bdi>{nameOf(person)}</bdi>
        </span>
        <span className="block truncate text-sm text-quiet">
          <bdi>@{person.username}</bdi>
        </span>
      </span>
      {isIn && <span className="shrink-0 text-sm text-quiet">{t('isIn')}</span>}
      <Combobox.ItemIndicator className="grid size-5 place-items-center rounded-full bg-accent text-on-accent">
        <Check className="size-3.5" aria-hidden />
      </Combobox.ItemIndicator>
    </Combobox.Item>
  );
}
