import type { Row } from '../events/row.ts';
import { LIMITS } from '../limits.ts';
import { filterTypeOf, isOwnRow } from './filter.ts';

export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** How many rows of each type are held. Bounded: further types are counted together and named in `others`. */
export class TypeCounts {
  readonly #counts = new Map<string, number>();
  #others = 0;
  #total = 0;

  /** Rows counted, of all types. */
  get total(): number {
    return this.#total;
  }

  /** Rows whose type has no counter of its own. */
  get others(): number {
    return this.#others;
  }

  add(row: Row): void {
    if (isOwnRow(row)) return;
    this.#total += 1;
    const type = filterTypeOf(row);
    const count = this.#counts.get(type);
    if (count === undefined && this.#counts.size >= LIMITS.maxCountedTypes) this.#others += 1;
    else this.#counts.set(type, (count ?? 0) + 1);
  }

  /** A type whose last row has left keeps its place with 0, so that nothing jumps. */
  remove(row: Row): void {
    if (isOwnRow(row)) return;
    this.#total -= 1;
    const type = filterTypeOf(row);
    const count = this.#counts.get(type);
    if (count === undefined || count === 0) this.#others = Math.max(0, this.#others - 1);
    else this.#counts.set(type, count - 1);
  }

  clear(): void {
    this.#counts.clear();
    this.#others = 0;
    this.#total = 0;
  }

  /** In the order in which the types first came: a chip never changes its place by itself. */
  list(): readonly TypeCount[] {
    return Array.from(this.#counts, ([type, count]) => ({ type, count }));
  }

  /** Puts the most frequent first. Asked for when a person is not looking at the chips. */
  sort(): void {
    const sorted = this.list().toSorted((a, b) => b.count - a.count || a.type.localeCompare(b.type));
    this.#counts.clear();
    for (const { type, count } of sorted) this.#counts.set(type, count);
  }
}

/** How many items of these widths fit into one line, keeping `reservePx` for what follows when not all do. */
export function fitCount(
  widthsPx: readonly number[],
  gapPx: number,
  availablePx: number,
  reservePx: number,
): number {
  const total = widthsPx.reduce((sum, width) => sum + width + gapPx, -gapPx);
  if (total <= availablePx) return widthsPx.length;
  let used = 0;
  let fit = 0;
  for (const width of widthsPx) {
    used += width + gapPx;
    if (used + reservePx > availablePx) break;
    fit += 1;
  }
  return fit;
}
