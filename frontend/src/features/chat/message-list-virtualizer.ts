import {
  defaultRangeExtractor,
  useVirtualizer,
  type Range,
  type ReactVirtualizer,
  type VirtualItem,
} from '@tanstack/react-virtual';
import { useCallback, useInsertionEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Place, Start } from './message-list-place';
import type { Row } from './rows';

/** Nearer to the end than this one is at the end, and new messages are followed. More than the padding below. */
export const END_PX = 80;
const PADDING_TOP = 56;
const PADDING_BOTTOM = 12;

/** Heights that are guessed until a row is drawn. Only the scroll bar depends on how good the guess is. */
const LINE_PX = 21;
const FRAME_PX = 16;
const GROUP_PX = 10;
const META_PX = 18;
const DAY_PX = 50;

export function guessHeight({ lines, startsDay, startsGroup }: Row): number {
  return (
    lines * LINE_PX +
    FRAME_PX +
    (lines > 1 ? META_PX : 0) +
    (startsGroup ? GROUP_PX : 0) +
    (startsDay ? DAY_PX : 0)
  );
}

export type MessageVirtualizer = ReactVirtualizer<HTMLDivElement, HTMLLIElement>;

interface Options {
  rows: readonly Row[];
  scroller: RefObject<HTMLDivElement | null>;
  place: Place;
  start: Start;
  /** The key of a row that stays in the page wherever one scrolls: it has the focus, or a menu of it is open. */
  heldKey: string | null;
}

/** The virtual list in chat mode: history in front moves nothing, new messages are followed at the end only. */
export function useMessageVirtualizer({
  rows,
  scroller,
  place,
  start,
  heldKey,
}: Options): MessageVirtualizer {
  const [initial] = useState(() => ({
    measurements: [...place.heights].map(([key, size]): VirtualItem => itemOf(key, size)),
    offset: offsetAt(rows, start, place.heights),
    rect: { width: 0, height: window.innerHeight },
  }));
  const heldIndex = heldKey === null ? -1 : rows.findIndex((row) => row.key === heldKey);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    // A new function would have all rows laid out anew, so it changes with the rows only.
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: (index) => (rows[index] ? guessHeight(rows[index]) : LINE_PX),
    rangeExtractor: useCallback((range: Range) => withHeld(range, heldIndex), [heldIndex]),
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    overscan: 5,
    paddingStart: PADDING_TOP,
    paddingEnd: PADDING_BOTTOM,
    scrollPaddingStart: PADDING_TOP,
    scrollPaddingEnd: PADDING_BOTTOM,
    initialRect: initial.rect,
    initialOffset: initial.offset,
    initialMeasurementsCache: initial.measurements,
    // While one scrolls the library moves the rows itself; React draws only those that come into view.
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  });

  useHeadOfHistory(rows, virtualizer);

  // What was drawn with guessed heights is brought to its exact place before it is painted.
  useLayoutEffect(() => {
    if (start.index === null) virtualizer.scrollToEnd();
    place.heights = virtualizer.itemSizeCache;
  }, [virtualizer, place, start]);

  return virtualizer;
}

/**
 * When history comes before the row that was first, that row stays where it is: what is drawn before it with guessed
 * heights, in view or not, and its own head (it may lose its day or its author's name) move the offset by what they
 * turn out to differ.
 */
function useHeadOfHistory(rows: readonly Row[], virtualizer: MessageVirtualizer): void {
  const first = rows[0]?.key;
  const former = useRef(first);
  // Rows are measured when their refs are set, which is before any layout effect.
  useInsertionEffect(() => {
    let head = former.current === first ? -1 : rows.findIndex(({ key }) => key === former.current);
    let isHeadChanged = head >= 0;
    former.current = first;
    // What came with the history has been measured by then; what is scrolled to later is another matter.
    const settled = requestAnimationFrame(() => requestAnimationFrame(() => (head = -1)));
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item) => {
      const offset = virtualizer.scrollOffset ?? 0;
      const isNew = !virtualizer.itemSizeCache.has(item.key);
      if (item.index < head && isNew) return true;
      if (item.index === head && isHeadChanged) {
        isHeadChanged = false;
        return true;
      }
      // Otherwise as the library does by itself: for what is above the edge, not for what grows across it.
      if (isNew) return item.start < offset;
      return item.end <= offset && virtualizer.scrollDirection !== 'backward';
    };
    return () => cancelAnimationFrame(settled);
  }, [virtualizer, first]);
}

const itemOf = (key: VirtualItem['key'], size: number): VirtualItem => ({
  key,
  size,
  index: 0,
  start: 0,
  end: size,
  lane: 0,
});

function withHeld(range: Range, held: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (held < 0 || indexes.includes(held)) return indexes;
  return [...indexes, held].sort((a, b) => a - b);
}

/** The scroll offset at which a row is at the upper edge, by the heights that are known and guesses for the others. */
function offsetAt(rows: readonly Row[], { index, above }: Start, heights: Place['heights']): number {
  const end = index ?? rows.length;
  let offset = PADDING_TOP;
  for (let n = 0; n < end; n++) {
    const row = rows[n];
    if (row) offset += heights.get(row.key) ?? guessHeight(row);
  }
  return Math.max(0, index === null ? offset + PADDING_BOTTOM - window.innerHeight : offset + above);
}
