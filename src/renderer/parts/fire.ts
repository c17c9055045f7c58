/** Tells the components around one that something is wanted; also through the borders of shadow trees. */
export function fire(from: EventTarget, name: string, detail: unknown = null): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
