import { clsx } from 'clsx';
import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import type { OperationsState } from '../../sync/operations-watch';
import { clockSeconds } from '../../ui/time';
import { useFindingText } from './finding-text';
import { findingsOf } from './findings';

const TONES = {
  well: { icon: CircleCheck, style: 'bg-selected text-text' },
  warn: { icon: TriangleAlert, style: 'bg-warn-soft text-warn' },
  danger: { icon: OctagonAlert, style: 'bg-danger-soft text-danger' },
};

interface HealthProps {
  operations: OperationsState;
  /** What is known may be untrue by now. */
  isSilent: boolean;
}

/** All well, or what is wrong in words. Without fresh answers that comes first: the rest may not be true any more. */
export function Health({ operations, isSilent }: HealthProps) {
  const { t } = useTranslation('operations');
  const findingText = useFindingText();
  const silenceText = useSilenceText(operations);
  const findings = findingsOf(operations.samples);
  const isWell = !isSilent && findings.length === 0;
  return (
    <div role="status" data-testid="operations-health">
      <ul className="flex flex-col gap-1.5">
        {isSilent && <Line tone="danger" name="silent" text={silenceText} />}
        {isWell && <Line tone="well" name="well" text={t('well')} />}
        {findings.map((finding) => {
          const text = findingText(finding);
          return <Line key={text} tone={finding.tone} name={finding.name} text={text} />;
        })}
      </ul>
    </div>
  );
}

function useSilenceText({ samples, failure }: OperationsState): string {
  const { t, i18n } = useTranslation('operations');
  const failureText = useFailureText();
  const latest = samples.at(-1);
  let why = t('silent');
  // It is not this browser that is cut off: somebody at the servers has to look.
  if (failure) why = failure.code === 'UNAVAILABLE' ? t('unavailable') : failureText(failure);
  if (!latest) return `${why} ${t('askingAgain')}`;
  return `${why} ${t('shownAsOf', { time: clockSeconds(latest.report.at, i18n.language) })}`;
}

function Line({ tone, name, text }: { tone: keyof typeof TONES; name: string; text: string }) {
  const { icon: Icon, style } = TONES[tone];
  return (
    <li
      data-testid="operations-finding"
      data-finding={name}
      className={clsx('flex items-start gap-2 rounded-lg px-3 py-2', style)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4.5 shrink-0" />
      <span>{text}</span>
    </li>
  );
}
