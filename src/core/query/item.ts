import type { HaEvent } from '../events/event.ts';
import type { RowKind } from '../events/row.ts';
import type { Registries } from '../registry/registry.ts';
import type { Facet } from './ast.ts';

/** An item for a query. The getters may be lazy: a query for only a type must not parse the event. */
export interface QueryItem {
  readonly seq: number;
  readonly kind: RowKind;
  readonly serverId: string;
  /** Epoch ms, as in the row. */
  readonly at: number;
  readonly recovered: boolean;
  readonly alert: boolean;
  readonly bookmarked: boolean;
  /** `null` for own rows and what could not be decoded. */
  readonly event: HaEvent | null;
  /** Values of a facet, lower case; empty where there is none. `server` gives the id; names are the matcher's. */
  values(facet: Facet): readonly string[];
  /** Whether one of its texts passes, each as its tokens with one blank between: sentence, keys and values. */
  hasText(isMatch: (text: string) => boolean): boolean;
  /** The distinct tokens of these texts. */
  readonly words: readonly string[];
}

/** Facts outside the item. */
export interface QueryContext {
  /** Server id to name, so that `server:Home` finds both. */
  readonly serverNames: ReadonlyMap<string, string>;
  /** By which places are understood. Without them nothing is in any room. */
  readonly registries?: Registries;
}

export type QueryMatcher = (item: QueryItem) => boolean;
