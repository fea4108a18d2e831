import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import type { DeadLetterOutcome } from '../../sync/model';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useToast } from '../../ui/toast';
import type { Selection } from './use-selection';

const QUIET = 'aria-disabled:opacity-50';

interface DeadLetterActionsProps {
  selection: Selection;
  onShowNewer: () => void;
}

/** Once more, or never again: of those that are selected. What became of them is told. */
export function DeadLetterActions({ selection, onShowNewer }: DeadLetterActionsProps) {
  const { selected, clear } = selection;
  const { t } = useTranslation('operations');
  const { deadLetters } = useAccount();
  const toast = useToast();
  const failureText = useFailureText();
  const [isBusy, setBusy] = useState(false);
  /** What the person was asked about; more may be selected, or gone, meanwhile. */
  const [discarding, setDiscarding] = useState<readonly string[] | null>(null);
  const isIdle = selected.length === 0 || isBusy;

  function tell(done: 'redriven' | 'discarded', outcome: DeadLetterOutcome): void {
    const text = t(`deadLetters.${done}`, { count: outcome.done.length });
    // Those that come back are not selected.
    clear();
    const gone = outcome.unknown.length;
    toast.show({ text: gone > 0 ? `${text} ${t('deadLetters.unknown', { count: gone })}` : text });
  }

  async function redrive(): Promise<void> {
    if (isIdle) return;
    setBusy(true);
    try {
      tell('redriven', await deadLetters.redrive(selected));
    } catch (error) {
      toast.show({ text: failureText(failureOf(error)), tone: 'danger' });
    }
    setBusy(false);
  }

  async function discard(ids: readonly string[]): Promise<void> {
    try {
      tell('discarded', await deadLetters.discard(ids));
    } catch (error) {
      throw new Error(failureText(failureOf(error)), { cause: error });
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        icon={RotateCcw}
        aria-disabled={isIdle}
        className={QUIET}
        onClick={() => void redrive()}
        testId="dead-letters-redrive"
      >
        {t('deadLetters.redrive')}
      </Button>
      <Button
        icon={Trash2}
        aria-disabled={isIdle}
        className={QUIET}
        onClick={() => !isIdle && setDiscarding(selected)}
        testId="dead-letters-discard"
      >
        {t('deadLetters.discard')}
      </Button>
      <span className="text-sm text-quiet" role="status">
        {t('deadLetters.selected', { count: selected.length })}
      </span>
      {selection.hasNewer && (
        <Button variant="link" className="text-sm" onClick={onShowNewer} testId="dead-letters-show-newer">
          {t('deadLetters.showNewer')}
        </Button>
      )}
      {discarding && (
        <ConfirmDialog
          title={t('deadLetters.discardTitle', { count: discarding.length })}
          text={t('deadLetters.discardText')}
          confirmLabel={t('deadLetters.discard')}
          onConfirm={() => discard(discarding)}
          onClose={() => setDiscarding(null)}
        />
      )}
    </div>
  );
}
