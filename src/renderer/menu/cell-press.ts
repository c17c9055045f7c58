import { cellAt, type CellPlace } from './cell-at.ts';

/** A hand that presses a button moves the mouse by so much, CSS pixels. */
const SLOP_PX = 4;

/**
 * Calls `fn` with the cell that is clicked, which is the one that was pressed. The rows of a busy house move on while the button is
 * down: what it is let go over is another row by then, and the browser knows of no click.
 *
 * @param capture before anybody within `host` hears of it
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
  /** What helps a person clicks without a pointer. */
  const onClick = (event: MouseEvent): void => {
    const cell = event.detail === 0 ? cellAt(event) : null;
    if (cell !== null) fn(cell, event);
  };
  host.addEventListener('pointerdown', onDown as EventListener, { capture });
  host.addEventListener('pointerup', onUp as EventListener, { capture });
  host.addEventListener('click', onClick as EventListener, { capture });
}
