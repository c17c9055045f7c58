const BUCKETS = 10;

/**
 * Events a second, averaged over a sliding window of ten buckets. Its cost does not depend on the rate. Times are milliseconds
 * of a monotonic clock.
 */
export class Rate {
  readonly #bucketMs: number;
  readonly #counts = new Float64Array(BUCKETS);
  #newest: number | null = null;
  #startedAtMs = 0;

  constructor(windowMs = 10_000) {
    this.#bucketMs = windowMs / BUCKETS;
  }

  add(nowMs: number, events: number): void {
    if (this.#newest === null) this.#startedAtMs = nowMs;
    this.#roll(nowMs);
    const slot = this.#slotOf(this.#newest ?? 0);
    this.#counts[slot] = (this.#counts[slot] ?? 0) + events;
  }

  /** Mean over the window, or over the time since the first event while that is shorter, but at least one second. */
  perSecond(nowMs: number): number {
    if (this.#newest === null) return 0;
    this.#roll(nowMs);
    const total = this.#counts.reduce((sum, count) => sum + count, 0);
    // The newest bucket is still being filled.
    const windowMs = this.#bucketMs * (BUCKETS - 1) + (nowMs % this.#bucketMs);
    const spanMs = Math.max(1_000, Math.min(windowMs, nowMs - this.#startedAtMs));
    return (total * 1_000) / spanMs;
  }

  #slotOf(bucket: number): number {
    return ((bucket % BUCKETS) + BUCKETS) % BUCKETS;
  }

  #roll(nowMs: number): void {
    const bucket = Math.floor(nowMs / this.#bucketMs);
    if (this.#newest === null) {
      this.#newest = bucket;
      return;
    }
    const passed = Math.min(BUCKETS, bucket - this.#newest);
    for (let step = 1; step <= passed; step += 1) this.#counts[this.#slotOf(bucket - passed + step)] = 0;
    if (bucket > this.#newest) this.#newest = bucket;
  }
}

/** A rate with a useful number of digits: `0`, `0.4`, `3.2`, `48`, `1,250`. */
export function describeRate(perSecond: number): string {
  if (perSecond === 0) return '0';
  if (perSecond < 9.95) return perSecond < 0.05 ? '0.1' : perSecond.toFixed(1);
  return Math.round(perSecond).toLocaleString('en-GB');
}
