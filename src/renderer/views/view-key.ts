import { isInDialog } from '../parts/in-dialog.ts';

/** Ctrl+1 to Ctrl+9 open a tab, by its place; Ctrl+S saves. `null`: the key is for somebody else. */
export function toViewKey(event: KeyboardEvent): number | 'save' | null {
  const hasModifier = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!hasModifier || isInDialog(event)) return null;
  if (event.key.toLowerCase() === 's') return 'save';
  return /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
}
