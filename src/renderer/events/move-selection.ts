import { pageRows } from '../../core/view/list-window.ts';
import type { LogModel } from '../state/log-model.ts';

function targetOf(
  key: string,
  current: number | null,
  { first, end }: LogModel,
  page: number,
): number | null {
  const newest = end - 1;
  switch (key) {
    case 'ArrowUp':
      return current === null ? newest : current - 1;
    case 'ArrowDown':
      return current === null ? newest : current + 1;
    case 'PageUp':
      return current === null ? newest : current - page;
    case 'PageDown':
      return current === null ? newest : current + page;
    case 'Home':
      return first;
    case 'End':
      return newest;
    default:
      return null;
  }
}

/**
 * Moves the selection and says which ordinal must be in view; `null` when the key is not one of the list's. Moving
 * holds the list still, and `End` follows again.
 */
export function moveSelection(model: LogModel, key: string, viewportPx: number): number | null {
  const target = targetOf(key, model.selection.ordinal, model, pageRows(viewportPx));
  if (target === null || model.count === 0) return null;
  const ordinal = Math.max(model.first, Math.min(target, model.end - 1));
  model.select(ordinal);
  if (key === 'End') model.release();
  else model.hold();
  return ordinal;
}
