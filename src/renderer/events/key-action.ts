import { isInDialog } from '../parts/in-dialog.ts';

const KEYS = {
  '/': 'search',
  n: 'next-marked',
  N: 'previous-marked',
  f: 'follow',
  p: 'pause',
  b: 'bookmark',
  a: 'alert',
  '?': 'shortcuts',
  Escape: 'close',
  ArrowUp: 'list',
  ArrowDown: 'list',
  PageUp: 'list',
  PageDown: 'list',
  Home: 'list',
  End: 'list',
  ArrowRight: 'details',
} as const;

/** What a key does in the log window, for any focus. */
export type KeyAction = (typeof KEYS)[keyof typeof KEYS] | 'highlight' | 'next-pane' | 'pane-before';

const ACTIONS: ReadonlyMap<string, KeyAction> = new Map(Object.entries(KEYS));

/** The field of a closed dialog keeps the focus until the next frame; keys are not for it any more. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement;
  return isField && target.checkVisibility();
}

/** A letter with a modifier belongs to the system, except those for the search; a key in a field belongs to the field. */
export function toKeyAction(event: KeyboardEvent): KeyAction | null {
  if (event.altKey || isInDialog(event)) return null;
  if (event.key === 'F6' && !event.ctrlKey && !event.metaKey)
    return event.shiftKey ? 'pane-before' : 'next-pane';
  const finding = toFindAction(event);
  if (finding !== null) return finding;
  if (event.ctrlKey || event.metaKey || isTyping(event)) return null;
  return ACTIONS.get(event.key) ?? null;
}

/** The usual keys for searching. They work in a field too. */
function toFindAction({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): KeyAction | null {
  if (key === 'F3' && !ctrlKey && !metaKey) return shiftKey ? 'previous-marked' : 'next-marked';
  if (shiftKey) return null;
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'f') return 'search';
  // Cmd+H hides an app on a Mac.
  return ctrlKey && key.toLowerCase() === 'h' ? 'highlight' : null;
}
