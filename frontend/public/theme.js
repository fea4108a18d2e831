/* global localStorage, console */
/*
 * Before the first paint: the theme that the person has chosen, so that nobody in the dark is met by a flash of white.
 * A file of its own, since the page's policy lets no inline script run. The rest is in src/ui/preferences/theme.ts.
 */
try {
  const theme = localStorage.getItem('converge.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (error) {
  console.warn('This browser keeps nothing for this page:', error);
}
