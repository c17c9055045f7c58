import { isInDialog } from '../parts/in-dialog.ts';

/** What a key means to the log window, wherever the focus is in it. */
export type KeyAction =
  | 'search'
  | 'highlight'
  | 'next-marked'
  | 'previous-marked'
  | 'follow'
  | 'pause'
  | 'bookmark'
  | 'alert'
  | 'shortcuts'
  | 'close'
  | 'list';

const LIST_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

/** The field of a dialog that just closed keeps the focus until the next frame, and nobody types into what is gone. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement;
  return isField && target.checkVisibility();
}

/** A letter with a modifier belongs to the system, but for those of a search; a key in a field belongs to the field. */
export function toKeyAction(event: KeyboardEvent): KeyAction | null {
  if (event.altKey || isInDialog(event)) return null;
  const finding = toFindAction(event);
  if (finding !== null) return finding;
  if (event.ctrlKey || event.metaKey || isTyping(event)) return null;
  if (LIST_KEYS.has(event.key)) return 'list';
  switch (event.key) {
    case '/':
      return 'search';
    case 'n':
      return 'next-marked';
    case 'N':
      return 'previous-marked';
    case 'f':
      return 'follow';
    case 'p':
      return 'pause';
    case 'b':
      return 'bookmark';
    case 'a':
      return 'alert';
    case '?':
      return 'shortcuts';
    case 'Escape':
      return 'close';
    default:
      return null;
  }
}

/** The keys for finding that people know from elsewhere. They work in a field too. */
function toFindAction({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): KeyAction | null {
  if (key === 'F3' && !ctrlKey && !metaKey) return shiftKey ? 'previous-marked' : 'next-marked';
  if (shiftKey) return null;
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'f') return 'search';
  // Cmd+H hides an app on a Mac.
  return ctrlKey && key.toLowerCase() === 'h' ? 'highlight' : null;
}
