import { createPreference } from './preference';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** --color-surface of theme.css, for what cannot read CSS: the bar of the browser or phone around the page. */
const SURFACE = { light: '#ffffff', dark: '#151e1c' } as const;

const isTheme = (text: string | null): text is Theme => THEMES.some((theme) => theme === text);

/** Light, dark, or as the system has it. public/theme.js reads the same key before the first paint. */
export const themePreference = createPreference<Theme>(
  'converge.theme',
  (kept) => (isTheme(kept) ? kept : 'system'),
  (theme) => (theme === 'system' ? null : theme),
);

/** `system` needs no listener: without data-theme, CSS and the media of the meta elements follow it live. */
function dress(): void {
  const theme = themePreference.get();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = SURFACE[theme === 'system' ? own : theme];
  }
}

/** Dresses the page, now and whenever the preference changes, in this tab or another. */
export function followTheme(): void {
  dress();
  themePreference.subscribe(dress);
}
