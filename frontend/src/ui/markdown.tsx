import { Fragment, memo, type ReactNode } from 'react';
import { safeAddress, tokensOf, type MarkdownToken } from './markdown-tokens';

/**
 * What somebody wrote, its Markdown as React elements. No HTML is ever made of it: a token that is not known here is
 * shown as it was typed.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return <>{rendered(tokensOf(text) as readonly MarkdownToken[])}</>;
});

const rendered = (tokens: readonly MarkdownToken[]): ReactNode =>
  tokens.map((token, index) => <Fragment key={index}>{renderedOne(token, tokens[index - 1])}</Fragment>);

/** Tokens inside others are of the same kinds; the library types them loosely. */
const inside = (token: { tokens?: readonly unknown[] | undefined }): ReactNode =>
  rendered((token.tokens ?? []) as readonly MarkdownToken[]);

function renderedOne(token: MarkdownToken, before: MarkdownToken | undefined): ReactNode {
  switch (token.type) {
    case 'paragraph':
      // Blank lines between paragraphs stay as many as they were.
      return <p className={before?.type === 'space' ? 'mt-[0.7lh]' : undefined}>{inside(token)}</p>;
    case 'text':
      return token.tokens ? inside(token) : token.text;
    case 'escape':
      return token.text;
    case 'strong':
      return <strong className="font-bold">{inside(token)}</strong>;
    case 'em':
      return <em>{inside(token)}</em>;
    case 'del':
      return <s>{inside(token)}</s>;
    case 'codespan':
      return <code className="rounded bg-code px-1 py-px font-mono text-[0.92em]">{token.text}</code>;
    case 'code':
      return (
        <pre dir="ltr" className="my-1 rounded-lg bg-code px-2.5 py-2 text-start">
          <code className="font-mono text-[0.9em] whitespace-pre-wrap">{token.text}</code>
        </pre>
      );
    case 'blockquote':
      return (
        <blockquote className="my-0.5 border-s-3 border-accent ps-2.5 text-quiet">{inside(token)}</blockquote>
      );
    case 'list':
      return <List token={token} />;
    case 'link':
      return <Link href={token.href} raw={token.raw} text={token.text} shown={inside(token)} />;
    case 'br':
      return '\n';
    case 'space':
      return null;
    default:
      return token.raw;
  }
}

function List({ token }: { token: MarkdownToken & { type: 'list' } }) {
  if (token.items.every((item) => !item.text.trim())) return token.raw;
  const items = token.items.map((item, index) => <li key={index}>{inside(item)}</li>);
  const start = token.start || 1;
  const digits = String(start + items.length - 1).length;
  return token.ordered ? (
    // Room for the longest number: it stands outside the text.
    <ol start={start} className="my-0.5 list-decimal" style={{ paddingInlineStart: `${digits + 1.5}ch` }}>
      {items}
    </ol>
  ) : (
    <ul className="my-0.5 list-disc ps-[1.3em]">{items}</ul>
  );
}

function Link({ href, raw, text, shown }: { href: string; raw: string; text: string; shown: ReactNode }) {
  const address = safeAddress(href);
  if (!address) return raw;
  return (
    // Where it leads, when its words say something else.
    <a
      href={address}
      title={text === href ? undefined : address}
      target="_blank"
      rel="noopener noreferrer"
      className="text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {shown}
    </a>
  );
}
