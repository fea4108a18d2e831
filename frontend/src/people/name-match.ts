/** Small letters without accents: who types "zoe" means "Zoë" too. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase();

/** Whether every word that was typed is found in one of the names; nothing typed fits everything. */
export function nameMatcher(query: string): (names: readonly string[]) => boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return (names) => {
    const all = names.map(folded);
    return words.every((word) => all.some((name) => name.includes(word)));
  };
}
