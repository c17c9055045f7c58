import type { HaEvent } from '../events/event.ts';
import { readText } from '../events/read-field.ts';
import { decodeMessage, toJsonSafe } from '../events/decode.ts';
import type { Redact } from './redact.ts';

/** A message on its way out, without its secrets. */
export interface RedactedMessage {
  /** The text as it came when nothing was taken out of it. */
  readonly raw: string;
  /** The same decoded; `null` for what is no event. */
  readonly event: HaEvent | null;
}

/**
 * The one way out of the text of a message: what is shown, copied, exported or read from a file goes through here. Of a text
 * that is no event there are no keys to know a secret by, so that patterns are all that applies.
 */
export function redactMessage(raw: string, redact: Redact): RedactedMessage {
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') {
    const { data } = redact({ event_type: '', data: { raw }, origin: '', time_fired: '' });
    return { raw: readText(data, 'raw'), event: null };
  }
  const event = redact(decoded.event);
  return { raw: event === decoded.event ? raw : JSON.stringify(toJsonSafe(event)), event };
}
