import type { Histogram, ValueCount } from '../../core/history/history.ts';
import { OTHER_TYPES } from '../../core/history/other-types.ts';
import { withoutTypes } from '../../core/view/type-terms.ts';
import { bridge } from './bridge.ts';
import type { LogModel } from './log-model.ts';
import { Signal } from './signal.ts';

/** How often counts are asked for while rows come. */
const REFRESH_MS = 2_000;

export interface TypeCount {
  readonly type: string;
  /** `null` where only its name is known. */
  readonly count: number | null;
}

/**
 * How many events of each type there are of what the query would find without its words about types; asked of main while
 * somebody looks. A type keeps its place, so that no chip moves by itself.
 */
export class TypeTally {
  readonly changed = new Signal();
  readonly #model: LogModel;
  #types: readonly TypeCount[] = [];
  #matching = 0;
  #total = 0;
  #asked = '';
  #askedSeq = -1;
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #undo: (() => void) | null = null;

  constructor(model: LogModel) {
    this.#model = model;
  }

  get types(): readonly TypeCount[] {
    return this.#types;
  }

  /** Events that the query hides. */
  get hidden(): number {
    return this.#model.isFiltered ? Math.max(0, this.#total - this.#matching) : 0;
  }

  /** Asks now, and again when something has changed. Returns the undo. */
  watch(): () => void {
    this.#undo = this.#model.changed.on(() => {
      this.#onModel();
    });
    this.#onModel();
    return () => {
      this.#undo?.();
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
    };
  }

  /** Another question is asked at once, the same one again when its time has come. */
  #onModel(): void {
    if (this.#asking) return;
    const { lastSeq } = this.#model;
    if (this.#key !== this.#asked) void this.#ask();
    else if (lastSeq !== this.#askedSeq) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        if (!document.hidden && !this.#asking) void this.#ask();
      }, REFRESH_MS);
    }
  }

  get #key(): string {
    const { source, query, cleared } = this.#model;
    return JSON.stringify([source, query, cleared?.at ?? null]);
  }

  async #ask(): Promise<void> {
    const { source, query, cleared, lastSeq } = this.#model;
    this.#asking = true;
    this.#asked = this.#key;
    this.#askedSeq = lastSeq;
    const others = withoutTypes(query);
    const count = (text: string): Promise<Histogram> =>
      bridge().readHistogram(source, text, cleared?.at ?? null, null, 1);
    try {
      const types = await count(others);
      const matching = others === query ? types : await count(query);
      const total = others === '' ? types : await count('');
      const names = types.series.some(({ type }) => type === OTHER_TYPES)
        ? await bridge().listValues(source, 'type', '')
        : [];
      this.#take(types, names);
      this.#matching = matching.total;
      this.#total = total.total;
      this.changed.emit();
    } catch {
      // The source is gone, or the store has no answer: what was counted last stays.
    } finally {
      this.#asking = false;
    }
    this.#onModel();
  }

  /** A type keeps its place, with 0 when nothing of it is left. The store counts ten; of others the name is known. */
  #take({ series }: Histogram, names: readonly ValueCount[]): void {
    const counts = new Map(series.map(({ type, total }) => [type, total]));
    const seen = [
      ...this.#types.map(({ type }) => type),
      ...counts.keys(),
      ...names.map(({ value }) => value),
    ];
    const unnamed = new Set(names.map(({ value }) => value).filter((type) => !counts.has(type)));
    this.#types = [...new Set(seen)]
      .filter((type) => type !== OTHER_TYPES)
      .map((type) => ({ type, count: unnamed.has(type) ? null : (counts.get(type) ?? 0) }));
  }
}
