import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react';

/** Whether an element is in view inside a scrolling one. */
export function useInView(target: RefObject<Element | null>, root: RefObject<Element | null>): boolean {
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    if (!target.current) return;
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting ?? false),
      {
        root: root.current,
        rootMargin: '24px 0px',
      },
    );
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target, root]);
  return isInView;
}

/** Whether the tab is before somebody's eyes. */
export function useTabVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => document.visibilityState === 'visible',
  );
}
