import type { PageName } from '../app/nav-rail.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import type { FileIntent } from '../files/file-menu.ts';
import type { LogModel } from '../state/log-model.ts';

/** The parts of the events page that a command can open. */
export type EventsPart =
  'search' | 'search-help' | 'highlight' | 'save-view' | 'shortcuts' | 'list' | FileIntent;

/** The objects that commands use. */
export interface CommandContext {
  readonly overview: Overview;
  readonly model: LogModel;
  readonly openPage: (page: PageName) => void;
  /** Shows the events page, then that part of it. */
  readonly openPart: (part: EventsPart) => void;
  /** Opens the form of a rule, by its id. */
  readonly editRule: (id: string) => void;
  /** Opens the form of a new rule about what was found. */
  readonly alertAbout: (option: SubjectOption) => void;
}

/** An action that a person can run by its name. */
export interface Command {
  readonly title: string;
  /** Further words for the search. */
  readonly words?: string;
  /** Small text beside the title: a state, a query. */
  readonly hint?: string;
  /** Keys that do the same, as they are printed on them. */
  readonly keys?: readonly string[];
  /** Made from the typed text, so it is shown for any title: before all others, or after them. */
  readonly answer?: 'first' | 'last';
  /** It needs more input: running it only shows this text as the palette's placeholder. */
  readonly placeholder?: string;
  run(): void;
}

/** The commands of one heading; `false` for one that can't be run now. */
export type CommandList = readonly (Command | false)[];

/** The available commands, by headings in their order. `typed` is the text in the palette. */
export type CommandSource = (typed: string) => Readonly<Record<string, CommandList>>;
