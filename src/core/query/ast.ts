import type { Place } from '../registry/registry.ts';

/** Fields whose values are words. Each can have several values in one event (a call names three lights). */
export const FACETS = [
  /** Event type; `unparsed` for a message that could not be decoded. */
  'type',
  /** Every entity id an event names, also as the target of a call. */
  'entity',
  /** Domain of those entities, and of the service called. */
  'domain',
  /** `light.turn_on` */
  'service',
  /** Old and new state of a `state_changed`. */
  'from',
  'to',
  /** `context.user_id`, `context.id`, `context.parent_id` */
  'user',
  'context',
  'parent',
  /** `local` or `remote` */
  'origin',
  /** Id or name of the server. */
  'server',
  /** What a row stands for: `event`, `gap`, `server`, `unparsed`. */
  'kind',
] as const;
export type Facet = (typeof FACETS)[number];

/** Fields whose values are offered to people as they were seen. */
export const LISTED_FACETS = ['type', 'entity', 'domain', 'service', 'from', 'to', 'user'] as const;
export type ListedFacet = (typeof LISTED_FACETS)[number];

/** Fields that are yes or no. */
export const FLAGS = ['recovered', 'alert', 'bookmarked'] as const;
export type Flag = (typeof FLAGS)[number];

/** What a value must be like. Words are compared without case; numbers only where a value is one as a whole. */
export type ValueTest =
  | { readonly kind: 'is'; readonly value: string }
  /** Any of these, lower case. Nobody types it: the things of a room are so many. */
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** `*` stands for any characters, `?` for one. The whole value must match. */
  | { readonly kind: 'glob'; readonly pattern: string }
  /** A bounded regular expression, found anywhere in the value. */
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'compare'; readonly op: '<' | '<=' | '>' | '>='; readonly value: number }
  /** Both ends included. */
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  /** `field:*`: it has a value at all. */
  | { readonly kind: 'exists' };

/** A parsed query. Times are epoch milliseconds, fixed when the text was parsed. */
export type QueryNode =
  | { readonly kind: 'everything' }
  | { readonly kind: 'and'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'or'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly part: QueryNode }
  | { readonly kind: 'facet'; readonly facet: Facet; readonly test: ValueTest }
  /** By name or id. What belongs to it is found in the registries; see `resolvePlaces`. */
  | { readonly kind: 'place'; readonly place: Place; readonly test: ValueTest }
  | { readonly kind: 'flag'; readonly flag: Flag; readonly wanted: boolean }
  /** A path below the event's `data`, such as `new_state.attributes.battery`; true when any value there passes. */
  | { readonly kind: 'data'; readonly path: readonly string[]; readonly test: ValueTest }
  /** Free words: each token occurs somewhere in the event, the last as the beginning of a word. */
  | { readonly kind: 'words'; readonly tokens: readonly string[] }
  /** Quoted words: the tokens stand side by side in one text of the event. */
  | { readonly kind: 'phrase'; readonly tokens: readonly string[] }
  /** `from` included, `to` excluded; `null` is open. */
  | { readonly kind: 'time'; readonly from: number | null; readonly to: number | null }
  /** Sequence numbers, both included. */
  | { readonly kind: 'seq'; readonly from: number; readonly to: number };

/** Where a text stops making sense. `from` and `to` are UTF-16 positions in it, `to` excluded. */
export interface QueryError {
  /** One sentence: what is wrong and what would be right. */
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export type ParsedQuery =
  | { readonly ok: true; readonly text: string; readonly root: QueryNode }
  | { readonly ok: false; readonly text: string; readonly error: QueryError };
