import type { Row } from '../../core/events/row.ts';
import { LIMITS } from '../../core/limits.ts';
import { FOLLOWING, type Follow } from '../../core/view/follow.ts';
import type { ListPlace, ListSession, WantedRows } from './list-session.ts';

/** Rows in the news before the list has reported how many it shows. */
const FIRST_TAIL = 60;

/** The selected row. */
export interface Selection {
  /** `null` when it is not in the list, because the query hides it. */
  readonly ordinal: number | null;
  /** `null` until it is loaded. */
  readonly row: Row | null;
  /** Of a requested row, known before it is loaded. */
  readonly seq: number | null;
}

/** If a search needs longer to find the person's place, its newest matches are shown until then. */
const MAX_WAIT_MS = 600;

const NO_SELECTION: Selection = { ordinal: null, row: null, seq: null };

/** A row in view, and how far above of it the view begins. */
interface Anchor {
  readonly seq: number;
  readonly offset: number;
}

/** The person's place in another session; `null` for parts that do not exist. */
type Places = Readonly<Record<'selected' | 'inView' | 'since', ListPlace | null>>;

const NOWHERE: Places = { selected: null, inView: null, since: null };

/** A person's place in the list: the rows in view, whether they move, and the selected row. */
export class ListPosition {
  /** Row at the upper edge of the list, with the part of it that is out of view. */
  top = 0;
  /** Rows that are drawn. */
  drawn: WantedRows = { from: 0, end: FIRST_TAIL, direction: 0 };
  /** A list shows it; another page may be open instead. */
  isShown = true;
  /** An ordinal to scroll to. */
  reveal: number | null = null;
  #follow: Follow = FOLLOWING;
  /** Newest seq when the person stopped following. */
  #sinceSeq = 0;
  #selection = NO_SELECTION;
  /** A pending search for a place in the shown session. Cancelled when the person moves elsewhere. */
  #sought: { readonly session: ListSession; readonly anchor: Anchor | null } | null = null;

  get follow(): Follow {
    return this.#follow;
  }

  get selection(): Selection {
    return this.#selection;
  }

  /** Number of rows in the next news: those in view while following. */
  get tail(): number {
    if (this.#follow.kind !== 'following' || !this.isShown) return 0;
    return Math.min(LIMITS.maxTailRows, this.drawn.end - this.drawn.from);
  }

  /** Returns whether the movement has changed. */
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

  /** Rows arrived: the selected one may be among them. Returns whether it is. */
  refresh(session: ListSession): boolean {
    const { ordinal, row: before } = this.#selection;
    const row = ordinal === null ? null : session.rowAt(ordinal);
    if (row == null || row === before) return false;
    this.#selection = { ordinal, row, seq: row.seq };
    return true;
  }

  /** Begins at the newest row, with no selection. */
  reset(): void {
    this.#selection = NO_SELECTION;
    this.#follow = FOLLOWING;
    this.#sought = null;
  }

  /**
   * Finds the same place in another session: the selection, the view, the new rows. Returns a function that goes there. A late
   * place is shown when it arrives, unless the person has moved elsewhere; then `onLate` is called.
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

/** The answer within `MAX_WAIT_MS`; `null` if it takes longer. */
async function soon<T>(told: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, MAX_WAIT_MS, null));
  return Promise.race([told, late]);
}
