/** What is going to happen, ordered by the house's own time in ms. Two things of one time keep their order. */
export function createAgenda<T>() {
  const entries: { at: number; item: T }[] = [];
  let time = 0;

  return {
    add: (delayMs: number, item: T): void => {
      const at = time + delayMs;
      const before = entries.findIndex((entry) => entry.at > at);
      entries.splice(before === -1 ? entries.length : before, 0, { at, item });
    },
    /** Moves on to the next thing; `null` when nothing is planned. */
    take(): T | null {
      const entry = entries.shift();
      if (!entry) return null;
      time = entry.at;
      return entry.item;
    },
    /** From the thing taken last to the next one, in ms; `Infinity` when nothing is planned. */
    nextDelayMs: () => (entries[0]?.at ?? Infinity) - time,
  };
}
