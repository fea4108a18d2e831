import { LIMITS } from '@converge/domain';
import { useState, type KeyboardEvent } from 'react';
import { useAccount } from '../../sync/context';
import { Icon } from '../../ui/icon';

/** From so many characters on the person is told how many are left. */
const WARN_FROM = LIMITS.contentLength - 200;

/** What was typed and not sent, by account and chat; lives as long as the page. */
const drafts = new Map<string, string>();

/** An Enter that ends the composing of a character (Japanese, Chinese, Korean …) is no Enter of the message. */
const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || nativeEvent.keyCode === 229;

export function Composer({ chatId }: { chatId: string }) {
  const { sync, viewer } = useAccount();
  const draftKey = `${viewer.id} ${chatId}`;
  const [text, setText] = useState(() => drafts.get(draftKey) ?? '');
  const content = text.trim();
  const length = [...content].length;
  const isTooLong = length > LIMITS.contentLength;

  function change(next: string): void {
    drafts.set(draftKey, next);
    setText(next);
  }

  function send(): void {
    if (!content || isTooLong) return;
    sync.outbox.add(chatId, content);
    change('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label className="visually-hidden" htmlFor="composer">
        Message
      </label>
      <textarea
        id="composer"
        data-testid="composer"
        dir="auto"
        rows={1}
        value={text}
        placeholder="Message"
        aria-invalid={isTooLong}
        aria-describedby={length > WARN_FROM ? 'composer-limit' : undefined}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
        autoFocus
      />
      <button
        type="submit"
        className="icon-button primary"
        aria-label="Send"
        title="Send"
        disabled={!content || isTooLong}
        data-testid="send"
      >
        <Icon name="send" />
      </button>
      {length > WARN_FROM && (
        <small id="composer-limit" className={isTooLong ? 'problem' : 'hint'} role="status">
          {isTooLong ? `${length - LIMITS.contentLength} too many` : `${LIMITS.contentLength - length} left`}
        </small>
      )}
    </form>
  );
}
