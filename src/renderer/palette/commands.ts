import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Headings of the palette, in the order in which they stand. */
export const COMMAND_GROUPS = [
  'Time',
  'Search',
  'Views',
  'Log',
  'Files',
  'Columns',
  'Go to',
  'Servers',
  'App',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something a person can have done by its name. */
export interface Command {
  /** Unique among all commands. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: string;
  /** Further words by which it is found. */
  readonly words?: string;
  /** What stands small beside the title: a state, a query. */
  readonly hint?: string;
  /** Keys that do the same, as they are printed on them. */
  readonly keys?: readonly string[];
  /** It was made from what was typed, so it is shown whatever its title: before everything else, or after it. */
  readonly answer?: 'first' | 'last';
  /** It needs more to be typed: this text stands in the palette's field then, and nothing else happens. */
  readonly continueWith?: { readonly text: string; readonly placeholder: string };
  run(): void;
}

/** Says what can be done now. `typed` is what stands in the palette. */
export type CommandSource = (typed: string) => readonly Command[];

const sources = new Set<CommandSource>();

/** Adds commands to the palette. Returns the undo. */
export function provideCommands(source: CommandSource): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

/** Everything that can be done now, by groups. */
export function listCommands(typed: string): readonly Command[] {
  const all = [...sources].flatMap((source) => source(typed));
  return COMMAND_GROUPS.flatMap((group) => all.filter((command) => command.group === group));
}

/** Provides the commands of a component for as long as it is in the page. */
export class Commands implements ReactiveController {
  readonly #source: CommandSource;
  #undo: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, source: CommandSource) {
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    this.#undo = provideCommands(this.#source);
  }

  hostDisconnected(): void {
    this.#undo?.();
    this.#undo = null;
  }
}
