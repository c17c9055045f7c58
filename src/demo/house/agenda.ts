/** Planned items, ordered by the house's own time in ms. Items of the same time keep their order. */
export function createAgenda<T>() {
  const entries: { at: number; item: T }[] = [];
  let time = 0;

  return {
    add: (delayMs: number, item: T): void => {
      const at = time + delayMs;
      const before = entries.findIndex((entry) => entry.at > at);
      entries.splice(before === -1 ? entries.length : before, 0, { at, item });
    },
    /** Removes and returns the next item; `null` when nothing is planned. */
    take(): T | null {
      const entry = entries.shift();
      if (!entry) return null;
      time = entry.at;
      return entry.item;
    },
    /** Time from the item taken last to the next one, in ms; `Infinity` when nothing is planned. */
    nextDelayMs: () => (entries[0]?.at ?? Infinity) - time,
  };
}
