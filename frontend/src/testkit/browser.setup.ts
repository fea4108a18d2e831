// jsdom has no layout, and no media queries: none of them fits. Dialogs ask whether this is a phone.
globalThis.matchMedia ??= () => ({ matches: false }) as MediaQueryList;
