/** What a key means to the log window, wherever the focus is in it. */
export type KeyAction = 'search' | 'follow' | 'pause' | 'bookmark' | 'shortcuts' | 'close' | 'list';

const LIST_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}

function isInDialog(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof HTMLDialogElement && node.open);
}

/** A key with a modifier belongs to the system; a key in a field belongs to the field. */
export function toKeyAction(event: KeyboardEvent): KeyAction | null {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event) || isInDialog(event)) return null;
  if (LIST_KEYS.has(event.key)) return 'list';
  switch (event.key) {
    case '/':
      return 'search';
    case 'f':
      return 'follow';
    case 'p':
      return 'pause';
    case 'b':
      return 'bookmark';
    case '?':
      return 'shortcuts';
    case 'Escape':
      return 'close';
    default:
      return null;
  }
}
