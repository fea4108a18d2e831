/** A chart as the page draws it; made by the report, which knows what it means. */
export interface Chart {
  id: string;
  title: string;
  /** What is seen, in a sentence. */
  about: string;
  /** Behind every figure: ms, /s … */
  unit: string;
  /** `percentile`: x is log10(1 / (1 - share)), so 1 is p90 and 2 is p99. `time`: seconds since the run began. */
  axis: 'time' | 'percentile';
  x: number[];
  /** Null: not known there. Over time that is a hole in the line. */
  series: { label: string; values: (number | null)[] }[];
  /** Phases, behind the lines. */
  bands: { from: number; to: number; label: string }[];
}
