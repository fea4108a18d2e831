import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react';

/** Whether an element is in view inside a scrolling one; so near beyond its edge counts as well. */
const NEAR_PX = 24;

export function useInView(target: RefObject<Element | null>, root: RefObject<Element | null>): boolean {
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    if (!target.current) return;
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting ?? false),
      { root: root.current, rootMargin: `${NEAR_PX}px 0px` },
    );
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target, root]);
  return isInView;
}

/** Where it is now, as the page is laid out at this moment; below the lower edge is not in view. */
export function isNearEdge(target: Element | null, root: Element | null): boolean {
  if (!target || !root) return false;
  return target.getBoundingClientRect().top <= root.getBoundingClientRect().bottom + NEAR_PX;
}

function onVisibilityChange(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** Whether the tab is before somebody's eyes. */
export const useTabVisible = (): boolean =>
  useSyncExternalStore(onVisibilityChange, () => document.visibilityState === 'visible');
