import { tokensOf, type MarkdownToken } from './markdown-tokens';

/** What somebody wrote in one line without its Markdown: for lists, notifications and what is read out. */
export const plainTextOf = (text: string): string =>
  textOf(tokensOf(text) as readonly MarkdownToken[])
    .replace(/\s+/g, ' ')
    .trim();

const textOf = (tokens: readonly MarkdownToken[]): string => tokens.map(textOfOne).join('');

/** Tokens inside others are of the same kinds; the library types them loosely. */
const inside = (token: { tokens?: readonly unknown[] | undefined }): string =>
  textOf((token.tokens ?? []) as readonly MarkdownToken[]);

function textOfOne(token: MarkdownToken): string {
  switch (token.type) {
    case 'paragraph':
    case 'blockquote':
      return `${inside(token)} `;
    case 'list':
      return token.items.map((item) => `${inside(item)} `).join('');
    case 'code':
      return `${token.text} `;
    case 'text':
      return token.tokens ? inside(token) : token.text;
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return inside(token);
    case 'escape':
    case 'codespan':
      return token.text;
    default:
      return token.raw;
  }
}
