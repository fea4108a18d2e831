import { KEPT_MS } from '../../sync/operations-watch';
import { BOX, sparklinePath, type Point } from './sparkline-path';

interface SparklineProps {
  points: readonly Point[];
  /** What fills the height at least, in the unit of the values. */
  least: number;
}

/** At first the line has the width for a minute, later that for all that is kept. */
const LEAST_SPAN_MS = 60_000;

const spanOf = (points: readonly Point[]): number => {
  const [first, last] = [points[0], points.at(-1)];
  return Math.min(KEPT_MS, Math.max(LEAST_SPAN_MS, (last?.at ?? 0) - (first?.at ?? 0)));
};

/** How a number that stands beside it went in the last minutes, up to five; the latest is at the inline end. */
export const Sparkline = ({ points, least }: SparklineProps) => (
  <svg
    aria-hidden="true"
    viewBox={`0 0 ${BOX.width} ${BOX.height}`}
    preserveAspectRatio="none"
    data-testid="sparkline"
    className="h-5 w-20 shrink-0 overflow-visible text-accent rtl:-scale-x-100"
  >
    <path d={`M0 ${BOX.height}H${BOX.width}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
    <path
      d={sparklinePath(points, spanOf(points), least)}
      className="fill-none stroke-current"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  </svg>
);
