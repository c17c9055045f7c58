/** True when a key was pressed in a dialog that is open, which then is all that it is for. */
export function isInDialog(event: Event): boolean {
  return event.composedPath().some((node) => node instanceof HTMLDialogElement && node.open);
}
