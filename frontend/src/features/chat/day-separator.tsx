import { clsx } from 'clsx';
import { DayName } from '../../ui/time';

const PILL = 'rounded-full bg-raised px-3 py-1 text-sm font-medium text-quiet shadow-low';

/** Before the first message of a day. A heading, so that screen readers can go from day to day. */
export const DaySeparator = ({ instant }: { instant: string }) => (
  <h2 data-testid="day" className="flex justify-center pt-4 pb-1">
    <span className={PILL}>
      <DayName instant={instant} />
    </span>
  </h2>
);

/** The day of what is at the upper edge, for the eyes, while one scrolls. */
export const FloatingDay = ({ instant, isShown }: { instant: string; isShown: boolean }) => (
  <div
    aria-hidden="true"
    className={clsx(
      'pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center transition-opacity',
      isShown ? 'opacity-100' : 'opacity-0 delay-700 duration-300',
    )}
  >
    <span className={PILL}>
      <DayName instant={instant} />
    </span>
  </div>
);
