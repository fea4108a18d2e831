/** Small letters without accents: who types "zoe" means "Zoë" too. */
export const folded = (...names: readonly string[]): string =>
  names
    .join('\n')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase();

/** Whether every word that was typed is found in a text of `folded` names; nothing typed fits everything. */
export function nameMatcher(query: string): (foldedNames: string) => boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return (names) => words.every((word) => names.includes(word));
}
