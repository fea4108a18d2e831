import { useEffect, useEffectEvent } from 'react';

/** Beside the list there is room for the chat above this width, see --breakpoint-wide. */
export const isPhone = (): boolean => matchMedia('(max-width: 45rem)').matches;

/**
 * On a phone, Back closes what lies over the page before it leads anywhere else. For that, one entry is in the browser's
 * history as long as any dialog is open: Back takes it away, and every other way of closing the last dialog does so too.
 */
interface Entry {
  isDialog?: true;
}

/** The ways to close what is open, the topmost last. */
const open: (() => void)[] = [];
/** Only from the entry a way back leads out of a dialog; any change of the address is told like one. */
let isInside = false;
let isLeaving = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let afterwards: (() => void)[] = [];

const isOnEntry = (): boolean => (history.state as Entry | null)?.isDialog === true;

function leave(): void {
  isLeaving = true;
  history.back();
}

/** One dialog may be followed by another in the same moment: so a moment later. */
function settleSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (isLeaving) return;
    if (open.length > 0 && !isOnEntry() && isPhone())
      history.pushState({ ...(history.state as Entry | null), isDialog: true }, '');
    isInside = isOnEntry();
    if (isInside && open.length === 0) leave();
  });
}

addEventListener('popstate', () => {
  if (isLeaving) {
    isLeaving = isInside = false;
    const waiting = afterwards;
    afterwards = [];
    for (const go of waiting) go();
    if (!waiting.length) settleSoon();
  } else if (isInside && !isOnEntry()) {
    isInside = false;
    open.at(-1)?.();
    settleSoon();
  }
});

// The page was reloaded with a dialog open.
if (isOnEntry()) leave();

/** For whatever changes the address: first the entry of an open dialog goes, so that no way leads back to it. */
export function beyondDialogs(go: () => void): void {
  if (!isLeaving && !isOnEntry()) return go();
  afterwards.push(go);
  if (!isLeaving) leave();
}

/** Back calls this as long as the component is there; of several, the one that came last. */
export function useBackCloses(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const mine = () => close();
    open.push(mine);
    settleSoon();
    return () => {
      open.splice(open.indexOf(mine), 1);
      settleSoon();
    };
  }, []);
}
