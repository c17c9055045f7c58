import { cellAt, type CellPlace } from './cell-at.ts';

/** A click may move the mouse by this much, CSS pixels. */
const SLOP_PX = 4;

/**
 * Calls `fn` with the pressed cell of a click. In a busy home the rows move while the button is down. Then it is released over
 * another row, and the browser sends no click event.
 *
 * @param capture before any listener within `host`
 */
export function onCellPress(
  host: EventTarget,
  fn: (cell: CellPlace, event: MouseEvent) => void,
  capture = false,
): void {
  let pressed: { readonly cell: CellPlace; readonly x: number; readonly y: number } | null = null;

  const onDown = (event: PointerEvent): void => {
    const cell = event.button === 0 ? cellAt(event) : null;
    pressed = cell === null ? null : { cell, x: event.clientX, y: event.clientY };
  };
  const onUp = (event: PointerEvent): void => {
    const before = pressed;
    pressed = null;
    if (before === null) return;
    if (Math.hypot(event.clientX - before.x, event.clientY - before.y) <= SLOP_PX) fn(before.cell, event);
  };
  /** Assistive technology clicks without a pointer. */
  const onClick = (event: MouseEvent): void => {
    const cell = event.detail === 0 ? cellAt(event) : null;
    if (cell !== null) fn(cell, event);
  };
  host.addEventListener('pointerdown', onDown as EventListener, { capture });
  host.addEventListener('pointerup', onUp as EventListener, { capture });
  host.addEventListener('click', onClick as EventListener, { capture });
}
