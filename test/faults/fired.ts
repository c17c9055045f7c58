/** What a home fired, by the home's own account. Times in epoch ms of its clock. */
export interface Fired {
  /** Unique within a run, and part of `raw`. */
  readonly id: string;
  /** What a client should make of it: an event, a message that it can't decode, or one that is too large to take. */
  readonly kind: 'event' | 'unparsed' | 'oversize';
  /** The text that a client should end up with; empty for an oversize one. */
  readonly raw: string;
  /** Bytes of the message on the wire, line ends left out. */
  readonly bytes: number;
  readonly firedAt: number;
  /** Its last byte was written. */
  sentAt: number | null;
  /** The connection ended before its last byte was written, or there was none. */
  lostAt: number | null;
  /** The connection broke at the very moment of its last byte, or had broken before without a word. */
  isAtRisk: boolean;
}

/** The moment that a gap has to cover when the message did not arrive: when its last byte was, or would have been, sent. */
export function momentOf({ firedAt, sentAt, lostAt }: Fired): number {
  return sentAt ?? lostAt ?? firedAt;
}

/** Text that JSON, UTF-8 and line splitting all have a chance to break. */
const NAMES = [
  'Zoë’s lamp ☕',
  'kitchen',
  '\u2028\u2029\u0085',
  '😀😀',
  'a"b\\c',
  '',
  '客厅',
  'x'.repeat(300),
];
const TYPES = ['state_changed', 'call_service', 'automation_triggered', 'my_event', 'tag_scanned'];

/** An event as Home Assistant of today sends it. */
export function toEventText(id: string, number: number, firedAt: number): string {
  const name = NAMES[number % NAMES.length] ?? '';
  return JSON.stringify({
    event_type: TYPES[number % TYPES.length],
    data: { id, entity_id: `light.lamp_${String(number % 7)}`, name, number },
    origin: 'LOCAL',
    time_fired: new Date(firedAt).toISOString().replace('Z', '000+00:00'),
    context: {
      id: `01M7ZTX5ZP106VD328RS9YJ${String(number % 1_000).padStart(3, '0')}`,
      parent_id: null,
      user_id: null,
    },
  });
}
