import { pageRows } from '../../core/view/list-window.ts';
import type { LogModel } from '../state/log-model.ts';

function targetIndex(key: string, current: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return current === -1 ? count - 1 : current - 1;
    case 'ArrowDown':
      return current === -1 ? count - 1 : current + 1;
    case 'PageUp':
      return current === -1 ? count - 1 : current - page;
    case 'PageDown':
      return current === -1 ? count - 1 : current + page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Moves the selection and says which index must be in view; `null` when the key is not one of the list's. Moving
 * holds the list still, and `End` follows again.
 */
export function moveSelection(model: LogModel, key: string, viewportPx: number): number | null {
  const count = model.visibleCount;
  const { selectedSeq } = model;
  const current = selectedSeq === null ? -1 : model.view.indexOf(selectedSeq);
  const target = targetIndex(key, current, count, pageRows(viewportPx));
  if (target === null || count === 0) return null;
  const index = Math.max(0, Math.min(target, count - 1));
  model.select(model.view.seqAt(index) ?? null);
  if (key === 'End') model.release();
  else model.hold();
  return index;
}
