/** Hues are classes, not styles: the Content-Security-Policy allows no style attributes. */
const HUES = 8;

const hueOf = (id: string): number =>
  [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7) % HUES;

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

export const Avatar = ({ id, name }: { id: string; name: string }) => (
  <span className={`avatar hue-${hueOf(id)}`} aria-hidden="true">
    {initialsOf(name)}
  </span>
);
