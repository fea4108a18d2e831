import { Lexer, Tokenizer, type Token, type Tokens, type MarkedToken } from 'marked';

export type MarkdownToken = MarkedToken;

/** Quotes, lists, emphasis and links inside each other, at most so deep; what lies deeper stays as it was typed. */
const MAX_DEPTH = 6;
/** Texts with more such characters are no prose: pairing them takes time that grows with their square. */
const MAX_MARKS = 600;
/** Parsed texts that are kept: those in sight and around, so that scrolling back parses nothing. */
const KEPT = 1000;

const MARKS = /[*_~[\]`<>]/g;
/** Without one of these a text is plain, and most texts of a chat are. */
const ANY_MARKUP = /[*_~`[\\<]|:\/\/|www\.|\w@\w|^[ \t]*(?:[-+>]|\d{1,9}[.)])/m;

/**
 * Of Markdown only what a chat needs: bold, italic, strike, code, lists, quotes and links. A rule that answers
 * undefined leaves its text to the next one, in the end as text.
 */
class ChatTokenizer extends Tokenizer {
  private depth = 0;

  private within<T>(read: () => T | undefined): T | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  /** ">_<" and ">:(" are faces; a quote has a space. */
  override blockquote(src: string) {
    return /^ {0,3}>(?:[ \t\n>]|$)/.test(src) ? this.within(() => super.blockquote(src)) : undefined;
  }
  override list(src: string) {
    return this.within(() => super.list(src));
  }
  override emStrong(src: string, maskedSrc: string, prevChar?: string) {
    return this.within(() => super.emStrong(src, maskedSrc, prevChar));
  }
  override del(src: string, maskedSrc: string, prevChar?: string) {
    return this.within(() => super.del(src, maskedSrc, prevChar));
  }
  override link(src: string) {
    return this.within(() => super.link(src));
  }

  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override reflink(): undefined {}
  override table(): undefined {}
  override heading(): undefined {}
  override lheading(): undefined {}
  override hr(): undefined {}
  /** Code by indentation: who indents a line in a chat means the spaces. */
  override code(): undefined {}
}

const kept = new Map<string, readonly Token[]>();

const plain = (text: string): readonly Token[] => [{ type: 'text', raw: text, text } satisfies Tokens.Text];

function parse(text: string): readonly Token[] {
  if (!ANY_MARKUP.test(text) || (text.match(MARKS)?.length ?? 0) > MAX_MARKS) return plain(text);
  try {
    return new Lexer({ gfm: true, breaks: false, tokenizer: new ChatTokenizer() }).lex(text);
  } catch (error) {
    // A message that cannot be parsed must be readable all the same.
    console.warn('Shown as plain text, its Markdown could not be parsed:', error);
    return plain(text);
  }
}

/** The Markdown of a message as tokens; parsed once for each text. Never throws. */
export function tokensOf(text: string): readonly Token[] {
  const known = kept.get(text);
  if (known) return known;
  const tokens = parse(text);
  const oldest = kept.keys().next();
  if (kept.size >= KEPT && !oldest.done) kept.delete(oldest.value);
  kept.set(text, tokens);
  return tokens;
}

const ALLOWED = new Set(['http:', 'https:', 'mailto:']);

/** Where a link may lead, as an absolute address; null if it may not be followed. */
export function safeAddress(href: string): string | null {
  try {
    const url = new URL(href);
    return ALLOWED.has(url.protocol) ? url.href : null;
  } catch {
    // Not an absolute address: nothing here links into the page itself.
    return null;
  }
}

const EMOJI =
  /^(?:(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*)\s*){1,3}$/u;

/** One to three emoji and nothing else: shown large. */
export const isEmojiOnly = (text: string): boolean => text.length <= 60 && EMOJI.test(text.trim());
