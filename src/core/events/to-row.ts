import { nameOfEntity, prettifyId } from './entity-name.ts';
import type { HaEvent } from './event.ts';
import { readText } from './read-field.ts';
import type { Row } from './row.ts';
import { describeEvent } from './sentence.ts';
import { toStateChange } from './state-change.ts';
import { entityIdsOf, subjectOf } from './subject.ts';
import { clampText, stripUnsafe, toLine } from './text.ts';
import { toneOf } from './tone.ts';

/** Longest event type and origin that a row shows. Home Assistant allows 64 characters for a type. */
const MAX_WORD_CHARS = 120;
/** Characters of an undecodable message that its row shows. The whole text is in its detail. */
const MAX_UNPARSED_CHARS = 300;

/** Facts about an event that are not in it. `receivedAt` in epoch milliseconds. */
export interface RowFacts {
  readonly seq: number;
  readonly serverId: string;
  readonly receivedAt: number;
  readonly alert: boolean;
}

/** The row of an event. Its time is the server's if that is valid. */
export function toRow(event: HaEvent, facts: RowFacts): Row {
  return {
    seq: facts.seq,
    kind: 'event',
    serverId: facts.serverId,
    at: parseFiredAt(event.time_fired) ?? facts.receivedAt,
    type: toLine(event.event_type, MAX_WORD_CHARS),
    subject: subjectOf(event),
    ...namesIn(event),
    text: describeEvent(event),
    origin: toLine(event.origin, MAX_WORD_CHARS),
    tone: toneOf(event),
    alert: facts.alert,
  };
}

/** What the event says of names. */
function namesIn(event: HaEvent): Pick<Row, 'name' | 'target' | 'device' | 'user' | 'context'> {
  const change = toStateChange(event);
  const name = change === null ? '' : nameOfEntity(change);
  const [target = '', ...others] = change === null ? entityIdsOf(event) : [];
  const device = change === null && target === '' ? readText(event.data, 'device_id') : '';
  const user = event.context?.user_id ?? '';
  const context = event.context?.id ?? '';
  return {
    ...(change === null || name === prettifyId(change.entityId) ? {} : { name }),
    ...(target === '' || others.length > 0 || target === subjectOf(event) ? {} : { target }),
    ...(device === '' ? {} : { device }),
    ...(user === '' ? {} : { user }),
    ...(context === '' ? {} : { context }),
  };
}

/** The row of a message that could not be decoded. */
export function toUnparsedRow(raw: string, facts: Omit<RowFacts, 'alert'>): Row {
  return {
    seq: facts.seq,
    kind: 'unparsed',
    serverId: facts.serverId,
    at: facts.receivedAt,
    type: '',
    subject: '',
    text: clampText(stripUnsafe(raw), MAX_UNPARSED_CHARS),
    origin: '',
    tone: 'bad',
    alert: false,
  };
}

/** `2026-11-21T19:56:34.684659+00:00` and the length of it: how Home Assistant writes a time. */
const USUAL_ZONE = '+00:00';
const USUAL_LENGTH = 32;

/** Epoch milliseconds of an ISO 8601 date with time and zone; `null` for anything else. */
export function parseFiredAt(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return null;
  // JavaScript guarantees three digits of a fraction; Home Assistant sends six.
  const isUsual = text.length === USUAL_LENGTH && text[10] === 'T' && text.endsWith(USUAL_ZONE);
  const at = Date.parse(
    isUsual ? `${text.slice(0, 23)}Z` : text.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1'),
  );
  return Number.isNaN(at) ? null : at;
}
