/**
 * True when a key was pressed while a dialog is open; then it is only for the dialog. A dialog that opens while another
 * one returns the focus may not have it, so open dialogs are checked, too.
 */
export function isInDialog(event: Event): boolean {
  return event.composedPath().some(isOpenDialog) || hasModal(document);
}

function isOpenDialog(node: EventTarget): boolean {
  return node instanceof HTMLDialogElement && node.open;
}

function hasModal(root: ParentNode): boolean {
  if (root.querySelector('dialog:modal') !== null) return true;
  return [...root.querySelectorAll('*')].some(
    ({ localName, shadowRoot }) => localName.startsWith('pl-') && shadowRoot !== null && hasModal(shadowRoot),
  );
}
