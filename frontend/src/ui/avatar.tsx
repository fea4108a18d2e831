import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { hueOf } from './hue';

interface AvatarProps {
  id: string;
  name: string;
  size?: 'sm' | 'md' | 'lg';
  /** Shown as a dot, once the API tells it. */
  presence?: 'online' | 'away';
}

const SIZES = { sm: 'size-7 text-xs', md: 'size-10 text-sm', lg: 'size-14 text-lg' };

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** The face of a person or group: initials on a colour of its own. The name stands beside it, so this is decoration. */
export function Avatar({ id, name, size = 'md', presence }: AvatarProps) {
  const { t } = useTranslation('ui');
  return (
    <span className="relative inline-flex shrink-0">
      <span
        aria-hidden="true"
        className={clsx(
          'inline-flex items-center justify-center rounded-full font-semibold text-[white] select-none',
          SIZES[size],
          hueOf(id),
        )}
      >
        {initialsOf(name)}
      </span>
      {presence && (
        <span
          role="img"
          aria-label={t(`presence.${presence}`)}
          className={clsx(
            'absolute end-0 bottom-0 size-2.5 rounded-full border-2 border-surface',
            presence === 'online' ? 'bg-accent' : 'bg-warn',
          )}
        />
      )}
    </span>
  );
}
