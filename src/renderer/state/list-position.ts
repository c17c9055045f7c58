import type { Row } from '../../core/events/row.ts';
import { LIMITS } from '../../core/limits.ts';
import { FOLLOWING, type Follow } from '../../core/view/follow.ts';
import type { ListPlace, ListSession, WantedRows } from './list-session.ts';

/** Rows that news brings along before the list has said how many it shows. */
const FIRST_TAIL = 60;

/** The row that a person has chosen. */
export interface Selection {
  /** `null` when it is not in the list, because the query hides it. */
  readonly ordinal: number | null;
  /** `null` until it has come. */
  readonly row: Row | null;
  /** Of a row that was looked for, known before it has come. */
  readonly seq: number | null;
}

/** A search that takes longer to come back to where the person was shows its newest matches until it does. */
const MAX_WAIT_MS = 600;

const NO_SELECTION: Selection = { ordinal: null, row: null, seq: null };

/** A row in view, and how far above of it the view begins. */
interface Anchor {
  readonly seq: number;
  readonly offset: number;
}

/** Where the person was, as places of another session; `null` for what there is nothing of. */
type Places = Readonly<Record<'selected' | 'inView' | 'since', ListPlace | null>>;

const NOWHERE: Places = { selected: null, inView: null, since: null };

/** Where a person is in the list: what is in view, whether it moves, what is chosen. */
export class ListPosition {
  /** Row at the upper edge of the list, with the part of it that is out of view. */
  top = 0;
  /** Rows that are drawn. */
  drawn: WantedRows = { from: 0, end: FIRST_TAIL, direction: 0 };
  /** An ordinal that is to be brought into view. */
  reveal: number | null = null;
  #follow: Follow = FOLLOWING;
  /** Newest seq when the person stopped following. */
  #sinceSeq = 0;
  #selection = NO_SELECTION;
  /** What is still looked for in the session that is shown. Given up when the person goes elsewhere. */
  #sought: { readonly session: ListSession; readonly anchor: Anchor | null } | null = null;

  get follow(): Follow {
    return this.#follow;
  }

  get selection(): Selection {
    return this.#selection;
  }

  /** Rows that the next news is to bring along: those in view while following. */
  get tail(): number {
    if (this.#follow.kind !== 'following') return 0;
    return Math.min(LIMITS.maxTailRows, this.drawn.end - this.drawn.from);
  }

  /** Returns whether it moves otherwise now. */
  setFollow(follow: Follow, lastSeq: number): boolean {
    this.#sought = null;
    if (follow === this.#follow) return false;
    this.#follow = follow;
    this.#sinceSeq = lastSeq;
    return true;
  }

  /** @param seq of the row, where it is known */
  select(ordinal: number | null, session: ListSession, seq: number | null = null): void {
    this.#sought = null;
    const row = ordinal === null ? null : (session.rowAt(ordinal) ?? null);
    this.#selection = ordinal === null ? NO_SELECTION : { ordinal, row, seq: row?.seq ?? seq };
  }

  /** Rows came: the chosen one may be among them. Returns whether it was. */
  refresh(session: ListSession): boolean {
    const { ordinal, row: before } = this.#selection;
    const row = ordinal === null ? null : session.rowAt(ordinal);
    if (row == null || row === before) return false;
    this.#selection = { ordinal, row, seq: row.seq };
    return true;
  }

  /** Begins at the newest row, with nothing chosen. */
  reset(): void {
    this.#selection = NO_SELECTION;
    this.#follow = FOLLOWING;
    this.#sought = null;
  }

  /**
   * Finds the same place in another session: what is chosen, what is in view, what is new. Returns what goes there. A place that
   * comes late is gone to when it comes, unless the person has gone elsewhere; `onLate` tells of that.
   */
  async findIn(next: ListSession, before: ListSession, onLate: () => void): Promise<() => void> {
    const { seq } = this.#selection;
    const held = this.#follow.kind !== 'following' && before.hasNews;
    const anchor = held ? (this.#sought?.anchor ?? this.#anchor(before)) : null;
    const find = async (wanted: number | null | undefined): Promise<ListPlace | null> =>
      wanted == null ? null : next.find(wanted);
    const asked = Promise.all([find(seq), find(anchor?.seq), find(held ? this.#sinceSeq : undefined)]);
    const places = asked.then(([selected, inView, since]): Places => ({ selected, inView, since }));
    const inTime = await soon(places);
    return () => {
      this.reveal = null;
      this.#goTo(inTime ?? NOWHERE, next, anchor);
      this.#sought = inTime === null ? { session: next, anchor } : null;
      if (inTime === null) void this.#goLate(places, next, anchor, onLate);
    };
  }

  async #goLate(
    places: Promise<Places>,
    session: ListSession,
    anchor: Anchor | null,
    onLate: () => void,
  ): Promise<void> {
    const late = await places;
    if (this.#sought?.session !== session) return;
    this.#sought = null;
    this.#goTo(late, session, anchor);
    onLate();
  }

  #goTo({ selected, inView, since }: Places, session: ListSession, anchor: Anchor | null): void {
    this.#selection = {
      ...this.#selection,
      ordinal: selected?.exact === true ? selected.ordinal : null,
    };
    if (anchor !== null) {
      this.top = inView === null ? session.end : Math.max(session.first, inView.ordinal) + anchor.offset;
    }
    if (this.#follow.kind !== 'following') {
      const sinceEnd = since === null ? session.end : Math.max(session.first, since.ordinal + 1);
      this.#follow = { ...this.#follow, sinceEnd };
    }
  }

  /** A row in view, the chosen one if it is, and how far above of it the view begins. */
  #anchor(session: ListSession): Anchor | null {
    const { ordinal, row } = this.#selection;
    const { from, end } = this.drawn;
    if (ordinal !== null && row !== null && ordinal >= this.top && ordinal < end) {
      return { seq: row.seq, offset: this.top - ordinal };
    }
    for (let at = Math.max(from, Math.floor(this.top)); at < end; at += 1) {
      const seen = session.rowAt(at);
      if (seen != null) return { seq: seen.seq, offset: this.top - at };
    }
    return null;
  }
}

/** What is told within `MAX_WAIT_MS`; `null` for what takes longer. */
async function soon<T>(told: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, MAX_WAIT_MS, null));
  return Promise.race([told, late]);
}
