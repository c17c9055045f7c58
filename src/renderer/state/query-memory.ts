import { addRecent } from '../../core/view/recent-queries.ts';

/** What is remembered about queries while the window is open, whatever page is shown. */
export class QueryMemory {
  /** Newest first. */
  recent: readonly string[] = [];
  /** The saved view whose tab is open; `null` for none. */
  openedViewId: string | null = null;

  /** A query that was meant, not one that was passed while typing. */
  remember(query: string): void {
    this.recent = addRecent(this.recent, query);
  }
}
