import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog';
import { keyCapsOf } from './key-caps';
import { isMac, type KeyCombination, type Shortcut, type ShortcutGroup } from './shortcut';

const GROUPS: readonly ShortcutGroup[] = ['everywhere', 'writing'];

interface HelpDialogProps {
  /** The very table that the keys are matched against. */
  shortcuts: readonly Shortcut[];
  onClose: () => void;
}

/** Which keys do what. */
export function HelpDialog({ shortcuts, onClose }: HelpDialogProps) {
  const { t } = useTranslation('help');
  return (
    <Dialog title={t('title')} onClose={onClose} testId="help-dialog">
      {GROUPS.map((group) => (
        <section key={group} className="mt-4 first:mt-0">
          <h3 className="mb-1 text-sm font-semibold text-quiet">{t(`groups.${group}`)}</h3>
          <dl>
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map(({ name, keys }) => (
                <div
                  key={name}
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-0"
                >
                  <dt>{t(`shortcuts.${name}`)}</dt>
                  <dd className="flex flex-wrap items-center gap-2">
                    {keys.map((combination, index) => (
                      <Fragment key={combination}>
                        {index > 0 && <span className="text-sm text-quiet">{t('or')}</span>}
                        <Keys combination={combination} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

/** Keys stand in the order of the keyboard, in every script. */
const Keys = ({ combination }: { combination: KeyCombination }) => (
  <span dir="ltr" className="inline-flex items-center gap-1">
    {keyCapsOf(combination, isMac()).map((cap) => (
      <kbd
        key={cap}
        className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-md border border-control bg-surface px-1.5 font-sans text-sm"
      >
        {cap}
      </kbd>
    ))}
  </span>
);
