/** A map that forgets what was not asked for the longest, once all its values together weigh too much. */
export interface RecentMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
}

export function createRecentMap<K, V>(maxWeight: number, weigh: (value: V) => number): RecentMap<K, V> {
  const entries = new Map<K, V>();
  let weight = 0;

  function remove(key: K): V | undefined {
    const value = entries.get(key);
    if (value === undefined) return undefined;
    weight -= weigh(value);
    entries.delete(key);
    return value;
  }

  function add(key: K, value: V): void {
    weight += weigh(value);
    entries.set(key, value);
  }

  return {
    get(key) {
      const value = remove(key);
      if (value !== undefined) add(key, value);
      return value;
    },
    set(key, value) {
      remove(key);
      add(key, value);
      for (const oldest of entries.keys()) {
        if (weight <= maxWeight || oldest === key) break;
        remove(oldest);
      }
    },
    delete: (key) => void remove(key),
    clear() {
      entries.clear();
      weight = 0;
    },
  };
}
