/** A piece of HTML that may stand in a page as it is. Only `markup` and `trusted` make one. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | readonly Part[];

/** HTML in which everything that is put in is escaped, unless it is Markup itself. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, string, n) => text + written(parts[n - 1]!) + string));
}

/** For what is ours: a style sheet, a script. */
export const trusted = (text: string): Markup => new Markup(text);

/** Data for a script, such that nothing in it can end the script's element. */
export const dataBlock = (id: string, data: unknown): Markup =>
  markup`<script type="application/json" id="${id}">${trusted(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>`;

function written(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
