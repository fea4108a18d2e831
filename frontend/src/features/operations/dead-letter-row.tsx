import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeadLetter } from '../../sync/model';
import { copyText } from '../../ui/copy-text';
import { IconButton } from '../../ui/icon-button';
import { FullTime } from '../../ui/time';
import { useToast } from '../../ui/toast';
import { CheckBox } from './check-box';

interface DeadLetterRowProps {
  letter: DeadLetter;
  isSelected: boolean;
  onToggle: () => void;
}

const CELL = 'px-3 py-1.5 text-start';

/** One event that could not be stored: which, and why. Its text is not here, nobody but its chat should read it. */
export function DeadLetterRow({ letter, isSelected, onToggle }: DeadLetterRowProps) {
  const { t } = useTranslation('operations');
  const { id, lane, type, chatId, revision, reason, at, requestId } = letter;
  return (
    <tr className="border-t border-line" data-testid="dead-letter" data-letter={id}>
      <td className={CELL}>
        <CheckBox
          // What is malformed may name neither; its id is of its content then.
          label={t('deadLetters.select', { type, revision: revision ?? '–', chat: chatId ?? id })}
          checked={isSelected}
          onChange={onToggle}
          testId="dead-letter-select"
        />
      </td>
      <td className={`${CELL} whitespace-nowrap`}>
        <FullTime instant={at} />
      </td>
      <td className={CELL}>{t(`lane.${lane}`)}</td>
      <td className={CELL}>
        <bdi>{type}</bdi>
      </td>
      <td className={`${CELL} min-w-64 wrap-anywhere`}>
        <bdi lang="en">{reason}</bdi>
      </td>
      <Copied value={chatId} label={t('deadLetters.copyChat', { id: chatId })} />
      <Copied value={requestId} label={t('deadLetters.copyRequest', { id: requestId })} />
    </tr>
  );
}

/** An id, shortened, with a button that copies all of it. */
function Copied({ value, label }: { value: string | null; label: string }) {
  const { t } = useTranslation('operations');
  const toast = useToast();
  if (value === null) return <td className={`${CELL} text-quiet`}>–</td>;
  const copy = () =>
    copyText(value).then(
      () => toast.show({ text: t('deadLetters.copied') }),
      () => toast.show({ text: t('deadLetters.notCopied'), tone: 'danger' }),
    );
  return (
    <td className={CELL}>
      <span className="flex items-center gap-1">
        <code dir="ltr" title={value} className="block max-w-32 truncate">
          <bdi>{value}</bdi>
        </code>
        <IconButton label={label} icon={Copy} onClick={() => void copy()} testId="dead-letter-copy" />
      </span>
    </td>
  );
}
