/** Names remembered: more entities and event types than most homes have. */
const MAX_NAMES = 4_000;

/** One string for each name. */
export interface NamePool {
  pool(name: string): string;
}

/**
 * A name that is cut out of a text keeps the whole text in memory (V8 makes a slice of it). So the first of each is
 * copied, and whoever cuts it out again gets the copy. Forgets all when there are too many.
 */
export function createNamePool(max = MAX_NAMES): NamePool {
  let names = new Map<string, string>();
  return {
    pool(name) {
      const known = names.get(name);
      if (known !== undefined) return known;
      if (names.size >= max) names = new Map();
      // Joining makes a new string, which slicing then writes out.
      const copy = ` ${name}`.slice(1);
      names.set(copy, copy);
      return copy;
    },
  };
}
