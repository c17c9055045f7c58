/** One event as the standard wants it dispatched. Type `message` and no last event id unless told otherwise. */
export interface WantedEvent {
  readonly type?: string;
  readonly data: string;
  readonly lastEventId?: string;
}

/** One stream of a suite, with what the standard makes of it. */
export interface StreamVector {
  /** The case's name in its suite. */
  readonly name: string;
  /** Text as UTF-8, or bytes. */
  readonly stream: string | Uint8Array;
  /** The standard's events. The oracle must agree, or the table is wrong. */
  readonly standard: readonly WantedEvent[];
  /** Why the monitor does otherwise. Needed exactly where it does. */
  readonly differs?: string;
}

const encoder = new TextEncoder();

/** The bytes of a vector. */
export function toBytes({ stream }: StreamVector): Uint8Array {
  return typeof stream === 'string' ? encoder.encode(stream) : stream;
}

/** The monitor delivers the text of every event, and no type and no id: that is our border, see ADR 4. */
export function deliveredTexts({ standard }: StreamVector): string[] {
  return standard.map(({ data }) => data);
}

/** True where the standard gives an event something that does not cross our border. */
export function losesSomething({ standard }: StreamVector): boolean {
  return standard.some(
    ({ type, lastEventId }) => (type ?? 'message') !== 'message' || (lastEventId ?? '') !== '',
  );
}

/** Reasons that several cases share. */
export const NO_TYPES =
  'Named events arrive as ordinary data: Home Assistant puts the type inside the JSON, and a server must not dispatch `error` or `open`.';
export const NO_IDS =
  'Ids are taken out: Home Assistant sends none and replays nothing, and one with a control character would make every later request fail.';
export const NO_RETRY =
  'Our own retry policy decides (full jitter, 1 to 60 s), so `retry: 0` can not make us flood a server.';
export const NO_COMMENTS =
  'Comments show that the connection is alive and are not reported: they contain nothing for a person.';
