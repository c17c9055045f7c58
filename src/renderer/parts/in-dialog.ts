/**
 * True when a key was pressed while a dialog is open, which then is all that it is for. A dialog that opens while another
 * one gives the focus back may be without it, so open ones are looked for, too.
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
