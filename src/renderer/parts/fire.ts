/** Dispatches a custom event to the components around one; it also crosses shadow roots. */
export function fire(from: EventTarget, name: string, detail: unknown = null): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
