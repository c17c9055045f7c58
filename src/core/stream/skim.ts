/** What is read off the text of an event without parsing it. */
export interface Skimmed {
  readonly type: string;
  /** The entity of an event whose data begin with it, as those of `state_changed` do; `null` where it was not looked for. */
  readonly entityId: string | null;
  readonly origin: string;
  /** `time_fired` as sent. */
  readonly firedAt: string;
}

/** `{"event_type":"…","data":{`, and `"entity_id":"…"` where it comes next. */
const HEAD = /\{"event_type": ?"([^"\\]{1,120})", ?"data": ?\{(?:"entity_id": ?"([^"\\]{1,255})"(?=[,}]))?/y;

/** From `"origin"` to the end, with the contexts of 0.75, of 0.90 and of today, or without one. */
const TAIL =
  /"origin": ?"([^"\\]{0,120})", ?"time_fired": ?"([^"\\]{0,40})"(?:, ?"context": ?\{"id": ?"[^"\\]*"(?:, ?"parent_id": ?(?:null|"[^"\\]*"))?(?:, ?"user_id": ?(?:null|"[^"\\]*"))?\})?\}$/y;

/** Characters in which the longest tail of a Home Assistant fits. */
const TAIL_CHARS = 400;

const COMMA = 0x2c;
const SPACE = 0x20;
const CLOSING_BRACE = 0x7d;

/**
 * Cuts type, entity, origin and time out of the text of a message that has the form in which every Home Assistant from
 * 0.27 to today writes an event: `event_type`, `data`, `origin`, `time_fired`, `context`, in this order
 * (homeassistant/core.py `Event.as_dict`). `null` for anything else, also where one of the values has an escape.
 *
 * If the text is JSON in which no object names a member twice, which no Python dict can, the values are those that
 * parsing gives. Whether it is JSON only parsing tells.
 */
export function skimMessage(text: string): Skimmed | null {
  HEAD.lastIndex = 0;
  const head = HEAD.exec(text);
  if (head === null) return null;
  const dataAt = HEAD.lastIndex;
  const origin = text.indexOf('"origin"', Math.max(dataAt, text.length - TAIL_CHARS));
  if (origin === -1 || !endsAnObjectBefore(text, origin)) return null;
  TAIL.lastIndex = origin;
  const tail = TAIL.exec(text);
  if (tail === null) return null;
  return { type: head[1] ?? '', entityId: head[2] ?? null, origin: tail[1] ?? '', firedAt: tail[2] ?? '' };
}

/** `},` or `}, ` stands there: what precedes is the end of `data` or of a member after it. */
function endsAnObjectBefore(text: string, at: number): boolean {
  const comma = text.charCodeAt(at - 1) === SPACE ? at - 2 : at - 1;
  return text.charCodeAt(comma) === COMMA && text.charCodeAt(comma - 1) === CLOSING_BRACE;
}
