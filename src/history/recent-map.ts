/** A map that forgets what was not asked for the longest, once all its values together weigh too much. */
export interface RecentMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
}

export function createRecentMap<K, V>(maxWeight: number, weigh: (value: V) => number): RecentMap<K, V> {
  const entries = new Map<K, { readonly value: V; readonly weight: number }>();
  let weight = 0;
  let newest: K | undefined;

  function remove(key: K): void {
    weight -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || key === newest) return entry?.value;
      entries.delete(key);
      entries.set(key, entry);
      newest = key;
      return entry.value;
    },
    set(key, value) {
      remove(key);
      const entry = { value, weight: weigh(value) };
      entries.set(key, entry);
      newest = key;
      weight += entry.weight;
      for (const oldest of entries.keys()) {
        if (weight <= maxWeight || oldest === key) break;
        remove(oldest);
      }
    },
    delete: remove,
    clear() {
      entries.clear();
      weight = 0;
    },
  };
}
