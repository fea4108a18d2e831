export type Element = string | number | boolean | null;

/** Text that means itself: ids, instants, numbers, names. */
const PLAIN = /^[0-9A-Za-z:.-]+$/;
const NULL = /^null$/i;

/**
 * A list as Postgres reads it (`{a,"b c",NULL}`: docs, 8.15.2). pg writes the same at three times the cost, since it quotes
 * everything; a batch has some twenty lists of thousands.
 */
export const arrayLiteral = (elements: readonly Element[]): string => `{${elements.map(textOf).join(',')}}`;

function textOf(element: Element): string {
  if (element === null) return 'NULL';
  if (typeof element !== 'string') return String(element);
  if (PLAIN.test(element) && !NULL.test(element)) return element;
  return `"${element.replace(/["\\]/g, '\\$&')}"`;
}
