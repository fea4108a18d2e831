import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ComposerLimitProps {
  id: string;
  /** Characters still free; null as long as nobody needs to know. */
  left: number | null;
}

type Zone = 'far' | 'near' | 'full' | 'over';

function zoneOf(left: number | null): Zone {
  if (left === null) return 'far';
  if (left === 0) return 'full';
  return left > 0 ? 'near' : 'over';
}

/** How much can still be written. Seen with every key, but said only when the limit comes near, is reached and is crossed. */
export function ComposerLimit({ id, left }: ComposerLimitProps) {
  const { t } = useTranslation('chat');
  const [said, setSaid] = useState<{ zone: Zone; text: string }>({ zone: 'far', text: '' });
  const isOver = left !== null && left < 0;
  const text =
    left === null ? '' : isOver ? t('composer.over', { count: -left }) : t('composer.left', { count: left });
  const zone = zoneOf(left);
  if (zone !== said.zone) setSaid({ zone, text });
  return (
    <>
      {left !== null && (
        <p
          id={id}
          className={isOver ? 'text-sm text-danger' : 'text-sm text-quiet'}
          data-testid="characters-left"
        >
          {text}
        </p>
      )}
      <p role="status" className="sr-only">
        {said.text}
      </p>
    </>
  );
}
