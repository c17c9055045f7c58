/**
 * An event as Home Assistant sends it on `/api/stream`. Only these wire types use snake_case.
 * https://developers.home-assistant.io/docs/api/rest and homeassistant/core.py `Event.as_dict`.
 */
export interface HaEvent {
  readonly event_type: string;
  /** Always an object; `{}` when the server sent none. */
  readonly data: Readonly<Record<string, unknown>>;
  /** `LOCAL`, or `REMOTE` for an event fired through an API. Empty when the server sent none. */
  readonly origin: string;
  /** ISO 8601, UTC, microseconds. Empty when the server sent none. */
  readonly time_fired: string;
  /** Absent before Home Assistant 0.75. */
  readonly context?: HaContext;
}

/** Who or what caused an event. Ids are 32 hex digits, or a ULID since about 2022.12. */
export interface HaContext {
  readonly id: string;
  /** Absent before 0.90. */
  readonly parent_id?: string | null;
  readonly user_id?: string | null;
}

/** A state object inside `state_changed`. */
export interface HaState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly last_changed?: string;
  readonly last_updated?: string;
  readonly context?: HaContext;
}

/** Why a text is not an event: not JSON, JSON of something else, or not safe to parse. */
export type UnparsedReason = 'not-json' | 'not-an-event' | 'too-deep' | 'too-many-parts';

/** The result of decoding one message of the stream. */
export type Decoded =
  | { readonly kind: 'ping' }
  | { readonly kind: 'event'; readonly event: HaEvent }
  /** The text is kept as it came. */
  | { readonly kind: 'unparsed'; readonly why: UnparsedReason };
