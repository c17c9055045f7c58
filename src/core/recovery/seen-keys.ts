/** What the search for missed events needs of the keys of seen events. */
export interface KnownKeys {
  has(key: string): boolean;
}

/**
 * Keys of seen events (see `keysOf`), each as a number of 53 bits. That one of 5,000 missed events has the number of another
 * event among 40,000 keys, and is not recovered, happens less than once in ten million recoveries.
 */
export class SeenKeys implements KnownKeys {
  readonly #numbers: Set<number>;

  /** @param packed keys that were kept; see `pack` */
  constructor(packed: Iterable<number> = []) {
    this.#numbers = new Set(packed);
  }

  add(key: string): void {
    this.#numbers.add(numberOf(key));
  }

  has(key: string): boolean {
    return this.#numbers.has(numberOf(key));
  }

  /** The smallest form, for keys that wait: eight bytes each. */
  pack(): Float64Array {
    return Float64Array.from(this.#numbers);
  }
}

/** Two FNV-1a hashes of different primes, of which 53 bits fit a number. */
function numberOf(key: string): number {
  let high = 0x81_1c_9d_c5;
  let low = 0x9e_37_79_b9;
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01_00_01_93);
    low = Math.imul(low ^ code, 0x85_eb_ca_6b);
  }
  low ^= low >>> 15;
  high ^= high >>> 13;
  return (high >>> 11) * 0x1_00_00_00_00 + (low >>> 0);
}
