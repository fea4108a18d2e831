/* global requestAnimationFrame, PerformanceObserver, MessageChannel */
/* Functions that run in the page that is measured: each stands by itself. */

/** Begins to note every frame, and how many rows are in the page. */
export function watchFrames() {
  const watch = { frames: [], long: [], rows: 0 };
  globalThis.watch = watch;
  let last = performance.now();
  const tick = (now) => {
    watch.frames.push(now - last);
    last = now;
    watch.rows = Math.max(watch.rows, document.querySelectorAll('li[data-index]').length);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  new PerformanceObserver((list) => watch.long.push(...list.getEntries())).observe({
    type: 'long-animation-frame',
  });
}

/** What was noted since the last call. */
export function framesOf() {
  const { frames, long, rows } = globalThis.watch;
  const sorted = frames.toSorted((a, b) => b - a).map((ms) => Math.round(ms * 10) / 10);
  globalThis.watch.frames = [];
  globalThis.watch.long = [];
  globalThis.watch.rows = 0;
  return {
    count: frames.length,
    slow: sorted.filter((ms) => ms > 17.5).length,
    longest: sorted.slice(0, 5),
    median: sorted[Math.floor(sorted.length / 2)],
    rows,
    long: long.map(({ duration, scripts }) => {
      const script = scripts.toSorted((a, b) => b.duration - a.duration)[0];
      return `${Math.round(duration)} ms (${script ? `${script.invoker} ${Math.round(script.duration)} ms` : 'no script'})`;
    }),
  };
}

/** Milliseconds from the click on a chat until its last row in view has been painted. */
export async function switchTime(chatId) {
  const frame = () => new Promise(requestAnimationFrame);
  const item = document.querySelector(`[data-testid=chat-item][data-chat-id="${chatId}"]`);
  const link = item.closest('a') ?? item.querySelector('a') ?? item;
  const begun = performance.now();
  link.click();
  const isShown = () => {
    const view = document.querySelector(`section[data-chat-id="${chatId}"] [data-testid=messages]`);
    const edge = view?.getBoundingClientRect();
    // Filled down to its lower edge, so that no row is still missing.
    return (
      !!edge &&
      [...view.querySelectorAll('[data-testid=message]')].some((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top < edge.bottom && bottom > edge.bottom - 60;
      })
    );
  };
  while (!isShown()) await frame();
  // A task after the next frame began: that frame has been painted.
  await frame();
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  const ms = Math.round((performance.now() - begun) * 10) / 10;
  for (let n = 0; n < 20; n++) await frame();
  return ms;
}
