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
}

/** A search that takes longer to come back to where the person was shows its newest matches instead. */
const MAX_WAIT_MS = 600;

const NO_SELECTION: Selection = { ordinal: null, row: null };

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
    if (follow === this.#follow) return false;
    this.#follow = follow;
    this.#sinceSeq = lastSeq;
    return true;
  }

  select(ordinal: number | null, session: ListSession): void {
    this.#selection = ordinal === null ? NO_SELECTION : { ordinal, row: session.rowAt(ordinal) ?? null };
  }

  /** Rows came: the chosen one may be among them. */
  refresh(session: ListSession): void {
    const { ordinal } = this.#selection;
    const row = ordinal === null ? null : session.rowAt(ordinal);
    if (row != null) this.#selection = { ordinal, row };
  }

  /** Begins at the newest row, with nothing chosen. */
  reset(): void {
    this.#selection = NO_SELECTION;
    this.#follow = FOLLOWING;
  }

  /** Finds the same place in another session: what is chosen, what is in view, what is new. Returns what goes there. */
  async findIn(next: ListSession, before: ListSession): Promise<() => void> {
    const { row } = this.#selection;
    const held = this.#follow.kind !== 'following' && before.hasNews;
    const anchor = held ? this.#anchor(before) : null;
    const [selected, inView, since] = await Promise.all([
      row === null ? null : soon(next.find(row.seq)),
      anchor === null ? null : soon(next.find(anchor.seq)),
      held ? soon(next.find(this.#sinceSeq)) : null,
    ]);
    return () => {
      this.#selection = { ordinal: selected?.exact === true ? selected.ordinal : null, row };
      this.reveal = null;
      if (anchor !== null) {
        this.top = inView === null ? next.end : Math.max(next.first, inView.ordinal) + anchor.offset;
      }
      if (this.#follow.kind !== 'following') {
        const sinceEnd = since === null ? next.end : Math.max(next.first, since.ordinal + 1);
        this.#follow = { ...this.#follow, sinceEnd };
      }
    };
  }

  /** A row in view, the chosen one if it is, and how far above of it the view begins. */
  #anchor(session: ListSession): { readonly seq: number; readonly offset: number } | null {
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

/** The place, if it is told within `MAX_WAIT_MS`. */
async function soon(place: Promise<ListPlace | null>): Promise<ListPlace | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(resolve, MAX_WAIT_MS, null);
  });
  return Promise.race([place, late]);
}
