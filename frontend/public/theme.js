/* global localStorage */
/*
 * Before the first paint: the theme that the person has chosen, so that nobody in the dark is met by a flash of white.
 * A file of its own, since the page's policy lets no inline script run. The rest is in src/ui/preferences/theme.ts.
 */
try {
  const theme = localStorage.getItem('converge.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Blocked for this page: the theme is the system's, and src/ui/preferences/browser-store.ts says so.
}
