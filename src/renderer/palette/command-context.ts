import type { PageName } from '../app/nav-rail.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import type { LogModel } from '../state/log-model.ts';

/** What of the events page a command can open. */
export type EventsPart = 'search' | 'search-help' | 'highlight' | 'save-view' | 'shortcuts' | 'list';

/** What commands work with. */
export interface CommandContext {
  readonly overview: Overview;
  readonly model: LogModel;
  readonly openPage: (page: PageName) => void;
  /** Shows the events page, then that part of it. */
  readonly openPart: (part: EventsPart) => void;
}
