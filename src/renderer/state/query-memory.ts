import { addRecent } from '../../core/view/recent-queries.ts';

/** Memory of queries while the window is open, for all pages. */
export class QueryMemory {
  /** Newest first. */
  recent: readonly string[] = [];
  /** The saved view whose tab is open; `null` for none. */
  openedViewId: string | null = null;

  /** Remembers a finished query, not one that occurs while typing. */
  remember(query: string): void {
    this.recent = addRecent(this.recent, query);
  }
}
