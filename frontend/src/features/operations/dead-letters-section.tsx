import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount, useCell } from '../../sync/context';
import type { OperationsReport } from '../../sync/model';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { DeadLetterActions } from './dead-letter-actions';
import { DeadLettersTable } from './dead-letters-table';
import { useSelection } from './use-selection';

/** The events that could not be stored, a page at a time, and what can be done with them. */
export function DeadLettersSection({ report }: { report: OperationsReport }) {
  const { t } = useTranslation('operations');
  const { deadLetters } = useAccount();
  const failureText = useFailureText();
  const latest = useCell(deadLetters.page);
  const selection = useSelection(latest);
  const { letters, hasMore, number } = selection.page;
  const isEmpty = !letters?.length;
  const isAny = report.deadLetterCount > 0 || !isEmpty;
  // Why the last one could not be read is no news once it is gone.
  const failure = isAny ? latest.failure : null;
  const heading = useRef<HTMLHeadingElement>(null);

  // With each answer, while there are any: what was redriven may come back, with another reason.
  useEffect(() => {
    if (isAny) void deadLetters.refresh();
  }, [deadLetters, report, isAny]);

  // The focus may have been on a button of what is gone.
  useEffect(() => {
    if (isEmpty) return;
    return () => {
      requestAnimationFrame(() => document.activeElement === document.body && heading.current?.focus());
    };
  }, [isEmpty]);

  /** The button is gone then. */
  function showNewer(): void {
    selection.showLatest();
    heading.current?.focus();
  }

  function turn(over: () => Promise<void>): void {
    selection.clear();
    void over();
  }

  return (
    <section aria-labelledby="operations-dead-letters">
      <h2
        id="operations-dead-letters"
        ref={heading}
        tabIndex={-1}
        className="mb-2 w-fit font-semibold outline-none"
      >
        {t('deadLetters.title')}
      </h2>
      {isEmpty ? (
        !failure && <p className="text-quiet">{isAny ? t('deadLetters.reading') : t('deadLetters.none')}</p>
      ) : (
        <div className="flex flex-col gap-3">
          <DeadLetterActions selection={selection} onShowNewer={showNewer} />
          <DeadLettersTable letters={letters} selection={selection} />
        </div>
      )}
      {failure && (
        // Below: it comes and goes, and no row may move.
        <div className="mt-3">
          <Notice tone="warn">{failureText(failure)}</Notice>
        </div>
      )}
      {(number > 0 || hasMore) && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            aria-disabled={number === 0}
            className="aria-disabled:opacity-50"
            onClick={() => number > 0 && turn(deadLetters.newer)}
            testId="dead-letters-newer"
          >
            {t('deadLetters.newer')}
          </Button>
          <Button
            aria-disabled={!hasMore}
            className="aria-disabled:opacity-50"
            onClick={() => hasMore && turn(deadLetters.older)}
            testId="dead-letters-older"
          >
            {t('deadLetters.older')}
          </Button>
        </div>
      )}
    </section>
  );
}
