const HUES = 8;
const GROUNDS = ['hue-0', 'hue-1', 'hue-2', 'hue-3', 'hue-4', 'hue-5', 'hue-6', 'hue-7'] as const;
const TEXTS = [
  'hue-text-0',
  'hue-text-1',
  'hue-text-2',
  'hue-text-3',
  'hue-text-4',
  'hue-text-5',
  'hue-text-6',
  'hue-text-7',
] as const;

const numberOf = (id: string): number =>
  [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7) % HUES;

/** The class that gives a person or group a ground of its own; the same id has the same one everywhere. */
export const hueOf = (id: string): string => GROUNDS[numberOf(id)] ?? GROUNDS[0];

/** The same for a name in text. */
export const hueTextOf = (id: string): string => TEXTS[numberOf(id)] ?? TEXTS[0];
