import Bowser from 'bowser';

export interface Device {
  browser: string | null;
  system: string | null;
  kind: 'phone' | 'tablet' | 'computer' | 'unknown';
}

const NOTHING: Device = { browser: null, system: null, kind: 'unknown' };
const KINDS: Record<string, Device['kind']> = { mobile: 'phone', tablet: 'tablet', desktop: 'computer' };

/** What a person would call the device of a user agent: "Firefox", "Windows". Versions tell nobody which one it is. */
export function deviceOf(userAgent: string | null): Device {
  if (!userAgent) return NOTHING;
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    browser: browser.name || null,
    system: os.name || null,
    kind: KINDS[platform.type ?? ''] ?? 'unknown',
  };
}
