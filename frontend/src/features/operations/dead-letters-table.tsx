import { useTranslation } from 'react-i18next';
import type { DeadLetter } from '../../sync/model';
import { CheckBox } from './check-box';
import { DeadLetterRow } from './dead-letter-row';
import type { Selection } from './use-selection';

interface DeadLettersTableProps {
  letters: readonly DeadLetter[];
  selection: Selection;
}

const COLUMNS = ['at', 'lane', 'type', 'reason', 'chat', 'request'] as const;

export function DeadLettersTable({ letters, selection }: DeadLettersTableProps) {
  const { t } = useTranslation('operations');
  const { selected, has, toggle, toggleAll } = selection;
  return (
    // Focusable, so that it can be scrolled by keyboard.
    <div
      role="region"
      aria-labelledby="operations-dead-letters"
      tabIndex={0}
      className="overflow-x-auto rounded-xl border border-line bg-surface"
    >
      <table className="w-full border-collapse text-sm tabular-nums" data-testid="dead-letters">
        <thead>
          <tr>
            <td className="px-3 py-2">
              <CheckBox
                label={t('deadLetters.selectAll')}
                checked={selected.length === letters.length}
                isMixed={selected.length > 0 && selected.length < letters.length}
                onChange={toggleAll}
                testId="dead-letters-select-all"
              />
            </td>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 text-start font-medium text-quiet">
                {t(`deadLetters.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <DeadLetterRow
              key={letter.id}
              letter={letter}
              isSelected={has(letter.id)}
              onToggle={() => toggle(letter.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
