import { clsx } from 'clsx';
import { Check, CheckCheck, Clock3 } from 'lucide-react';
import { useTexts } from '../i18n/use-texts';

export type TickState = 'clock' | 'accepted' | 'stored' | 'read';

const SHAPES = { clock: Clock3, accepted: Check, stored: CheckCheck, read: CheckCheck };

/** How far an own message has come: by shape, by colour and in words. */
export function Tick({ state }: { state: TickState }) {
  const t = useTexts('ui');
  const text = t(`tick.${state}`);
  const Shape = SHAPES[state];
  return (
    <span
      data-testid="tick"
      data-state={state}
      title={text}
      className={clsx('inline-flex', state === 'read' ? 'text-read' : 'text-meta-own')}
    >
      <Shape aria-hidden="true" className="size-4" strokeWidth={state === 'read' ? 2.6 : 2} />
      <span className="sr-only">{text}</span>
    </span>
  );
}
