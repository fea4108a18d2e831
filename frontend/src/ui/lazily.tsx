import { Component, lazy, Suspense, type ComponentType, type ReactNode } from 'react';

type Load<Props> = () => Promise<ComponentType<Props>>;

const loads: (() => Promise<unknown>)[] = [];

/** Asked again once, since a single lost request should not cost a person their dialog. */
const twice = <T,>(load: () => Promise<T>): Promise<T> => load().catch(load);

/**
 * A component whose code comes when it is first wanted, or earlier by `loadTheRest`. If it cannot be had (no network, a
 * new version was deployed), nothing is drawn and `onError` is called; the next mount asks again.
 *
 * @param isForFew what most people never open is not loaded earlier
 */
export function lazily<Props extends object>(
  load: Load<Props>,
  { isForFew = false } = {},
): ComponentType<Props & { onError?: () => void }> {
  const asked = () => twice(load).then((Loaded) => ({ default: Loaded }));
  let Current = lazy<ComponentType<Props>>(asked);
  if (!isForFew) loads.push(asked);
  return function Lazily({ onError, ...props }) {
    const again = () => {
      Current = lazy<ComponentType<Props>>(asked);
      onError?.();
    };
    return (
      <Boundary onError={again}>
        <Suspense>
          <Current {...(props as Props)} />
        </Suspense>
      </Boundary>
    );
  };
}

/** Loads everything that is lazy while nobody waits, so that it is there when the network is not. */
export function loadTheRest(): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2_000));
  const next = (index: number) =>
    idle(() => {
      const load = loads[index];
      // It is asked for again when it is wanted.
      void load?.()
        .catch((error: unknown) => console.warn('Could not be loaded ahead:', error))
        .then(() => next(index + 1));
    });
  next(0);
}

class Boundary extends Component<{ onError: () => void; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown) {
    console.error('A part of the page could not be shown:', error);
    this.props.onError();
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}
