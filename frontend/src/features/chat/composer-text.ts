import { LIMITS } from '@converge/domain';
import type { KeyboardEvent } from 'react';

/** From so many characters on the person is told how many are left. */
const WARN_FROM = LIMITS.contentLength - 200;

export interface ComposerText {
  /** What would be sent: as the server stores it, without blanks around it. */
  readonly content: string;
  /** Code points still free, negative beyond the limit; null as long as nobody needs to know. */
  readonly left: number | null;
  readonly isSendable: boolean;
}

/** Reads what stands in the composer as the server would: it counts code points after trimming. */
export function readText(text: string): ComposerText {
  const content = text.trim();
  // Counting is only worth it where the count can matter; code points are never more than UTF-16 units.
  const length = content.length > WARN_FROM ? [...content].length : 0;
  const left = length > WARN_FROM ? LIMITS.contentLength - length : null;
  return { content, left, isSendable: content !== '' && (left ?? 0) >= 0 };
}

/** An Enter that ends the composing of a character (Japanese, Chinese, Korean …) is no Enter of the message. */
export const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || nativeEvent.keyCode === 229;

/** A mouse and a keyboard are at hand, so focusing brings up no keyboard over half of the screen. */
export const hasKeyboard = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;
