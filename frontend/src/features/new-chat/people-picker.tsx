import { useState } from 'react';
import type { User } from '../../sync/model';
import { failureOf } from '../../sync/failure';
import { Avatar } from '../../ui/avatar';
import { Field } from '../../ui/field';
import { usePeopleSearch } from './people-search';

interface PeoplePickerProps {
  isMultiple: boolean;
  chosen: readonly User[];
  isDisabled: boolean;
  onChoose: (person: User) => void;
}

export function PeoplePicker({ isMultiple, chosen, isDisabled, onChoose }: PeoplePickerProps) {
  const [text, setText] = useState('');
  const { people, isSearching, problem } = usePeopleSearch(text);
  const isChosen = (person: User) => chosen.some(({ id }) => id === person.id);
  // Who was chosen stays in sight, whatever is searched for next.
  const hidden = isMultiple ? chosen.filter((person) => !people.some(({ id }) => id === person.id)) : [];

  return (
    <div className="people-picker">
      <Field
        name="search"
        label="Find people"
        type="search"
        value={text}
        onChange={({ target }) => setText(target.value)}
        testId="new-chat-search"
        autoComplete="off"
        autoFocus
      />
      <p className="hint" role="status">
        {problem ? failureOf(problem).message : !people.length && !isSearching ? 'Nobody found.' : ''}
      </p>
      <ul aria-label="People">
        {[...hidden, ...people].map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="person"
              disabled={isDisabled}
              aria-pressed={isMultiple ? isChosen(person) : undefined}
              onClick={() => onChoose(person)}
              data-testid="person"
              data-username={person.username}
            >
              <Avatar id={person.id} name={person.displayName} />
              <span dir="auto">{person.displayName}</span>
              <small>@{person.username}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
