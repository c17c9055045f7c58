/** Index of the option that a key moves to, with wraparound; -1 for none. `null`: the key is not for the list. */
export function moveOption(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return active + 1 < count ? active + 1 : 0;
    case 'ArrowUp':
      return active > 0 ? active - 1 : count - 1;
    case 'PageDown':
      return Math.min(count - 1, active + 8);
    case 'PageUp':
      return Math.max(0, active - 8);
    default:
      return null;
  }
}

/** Index of the active option in the next list; -1 if it is not in it, or there was none. */
export function keepOption<T>(
  active: number,
  before: readonly T[],
  after: readonly T[],
  nameOf: (option: T) => string,
): number {
  const option = before[active];
  return option === undefined ? -1 : after.findIndex((other) => nameOf(other) === nameOf(option));
}
