import type { PageName } from '../app/nav-rail.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import type { FileIntent } from '../files/file-menu.ts';
import type { LogModel } from '../state/log-model.ts';

/** What of the events page a command can open. */
export type EventsPart =
  'search' | 'search-help' | 'highlight' | 'save-view' | 'shortcuts' | 'list' | FileIntent;

/** What commands work with. */
export interface CommandContext {
  readonly overview: Overview;
  readonly model: LogModel;
  readonly openPage: (page: PageName) => void;
  /** Shows the events page, then that part of it. */
  readonly openPart: (part: EventsPart) => void;
}

/** Something a person can have done by its name. */
export interface Command {
  readonly title: string;
  /** Further words by which it is found. */
  readonly words?: string;
  /** What stands small beside the title: a state, a query. */
  readonly hint?: string;
  /** Keys that do the same, as they are printed on them. */
  readonly keys?: readonly string[];
  /** It was made from what was typed, so it is shown whatever its title: before everything else, or after it. */
  readonly answer?: 'first' | 'last';
  /** It needs more to be typed: this stands in the palette's empty field then, and nothing else happens. */
  readonly placeholder?: string;
  run(): void;
}

/** The commands of one heading; `false` stands for one that can't be run now. */
export type CommandList = readonly (Command | false)[];

/** Says what can be done now, by headings in their order. `typed` is what stands in the palette. */
export type CommandSource = (typed: string) => Readonly<Record<string, CommandList>>;
