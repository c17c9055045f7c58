import type { Histogram, ValueCount } from '../../core/history/history.ts';
import { OTHER_TYPES } from '../../core/history/other-types.ts';
import { withCut } from '../../core/view/cut-query.ts';
import { countOfTypes, withoutTypes } from '../../core/view/type-terms.ts';
import { askHistogram } from './ask-histogram.ts';
import { createBeatCall } from './beat.ts';
import { bridge } from './bridge.ts';
import type { LogModel } from './log-model.ts';
import { Signal } from './signal.ts';

/** Interval of requests for counts while rows arrive. */
const REFRESH_MS = 2_000;

export interface TypeCount {
  readonly type: string;
  /** `null` if only its name is known. */
  readonly count: number | null;
}

/** Matching events and all events, without rows of our own. */
export interface EventCounts {
  readonly matching: number;
  readonly total: number;
}

/**
 * Counts of each event type for the query without its terms about types, and of the matches. Main is asked
 * while the counts are shown. A type keeps its place, so that no chip moves by itself.
 */
export class TypeTally {
  readonly #changed = new Signal();
  readonly #recounted = createBeatCall(() => this.#changed.emit());
  readonly #model: LogModel;
  #types: readonly TypeCount[] = [];
  #counts: EventCounts | null = null;
  /** The number of all events, its source, and the seq up to which they were counted. */
  #all = { of: '', seq: -1, count: 0 };
  #asked = '';
  #askedSeq = -1;
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #watchers = 0;
  #undo: (() => void) | null = null;

  constructor(model: LogModel) {
    this.#model = model;
  }

  get types(): readonly TypeCount[] {
    return this.#types;
  }

  /** `null` until they were counted. */
  get counts(): EventCounts | null {
    return this.#counts;
  }

  /** Asks now, and again after changes; calls `fn` when the counts have changed. Returns the undo. */
  on(fn: () => void): () => void {
    const forget = this.#changed.on(fn);
    this.#watchers += 1;
    this.#undo ??= this.#model.changed.on(() => this.#onModel());
    this.#onModel();
    return () => {
      forget();
      this.#watchers -= 1;
      if (this.#watchers > 0) return;
      this.#undo?.();
      this.#undo = null;
      this.#recounted.stop();
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
    };
  }

  /** A new question is asked at once, the same one again after the interval. */
  #onModel(): void {
    if (this.#asking || this.#undo === null) return;
    const { lastSeq } = this.#model;
    if (this.#key !== this.#asked) void this.#ask(false);
    else if (lastSeq !== this.#askedSeq) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        if (!document.hidden && !this.#asking) void this.#ask(true);
      }, REFRESH_MS);
    }
  }

  get #key(): string {
    return JSON.stringify([this.#model.query, this.#extent]);
  }

  /** What is counted, whatever is asked. */
  get #extent(): string {
    const { source, cleared } = this.#model;
    return JSON.stringify([source, cleared?.seq ?? null]);
  }

  /** A new query needs one count; with a refresh all events are counted again, too. */
  async #ask(isRefresh: boolean): Promise<void> {
    const { source, query, cleared, lastSeq } = this.#model;
    this.#asking = true;
    this.#asked = this.#key;
    this.#askedSeq = lastSeq;
    const extent = this.#extent;
    const others = withoutTypes(query);
    const count = (text: string): Promise<Histogram> =>
      askHistogram(source, withCut(text, cleared?.seq ?? null), null, null, 1);
    try {
      const types = await count(others);
      const matching = countOfTypes(query, types.series) ?? (await count(query)).total;
      if (others === '') this.#all = { of: extent, seq: lastSeq, count: types.total };
      else if (this.#all.of !== extent || (isRefresh && this.#all.seq !== lastSeq)) {
        this.#all = { of: extent, seq: lastSeq, count: (await count('')).total };
      }
      const names = types.series.some(({ type }) => type === OTHER_TYPES)
        ? await bridge().listValues(source, 'type', '')
        : [];
      this.#take(types, names);
      this.#counts = { matching, total: Math.max(matching, this.#all.count) };
      if (isRefresh) this.#recounted.ask();
      else this.#changed.emit();
    } catch {
      // The source is gone, or the store has no answer: the last counts stay.
    } finally {
      this.#asking = false;
    }
    this.#onModel();
  }

  /** A type keeps its place, with 0 when it has no events left. The store counts ten; of others only the name is known. */
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

const tallies = new WeakMap<LogModel, TypeTally>();

/** The tally of a log, shared by all components that show it. */
export function tallyOf(model: LogModel): TypeTally {
  const tally = tallies.get(model) ?? new TypeTally(model);
  tallies.set(model, tally);
  return tally;
}
