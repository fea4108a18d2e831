/**
 * Puts a text on the clipboard. On plain http, where the browser keeps its clipboard from pages, it is done the old way: selecting
 * a text and copying the selection. Rejects if neither is allowed.
 */
export async function copyText(text: string): Promise<void> {
  // The lib's types take the clipboard for given; on plain http it is not there.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) return clipboard.writeText(text);

  const before = document.activeElement;
  const box = document.createElement('textarea');
  box.value = text;
  box.className = 'fixed top-0 opacity-0';
  document.body.append(box);
  box.select();
  // Deprecated, and the only way there is without a secure context.
  const isCopied = document.execCommand('copy');
  box.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error('The browser did not copy.');
}
