import type { UnparsedReason } from '../../core/events/event.ts';
import type { Row } from '../../core/events/row.ts';
import { LIMITS } from '../../core/limits.ts';
import { quoteValue } from '../../core/query/quote-value.ts';
import { entityOf } from '../../core/view/cell-terms.ts';

export function describeOwnRow(row: Row): string {
  return row.kind === 'gap'
    ? 'The stream was interrupted. What happened in the house in this time was not seen, because Home Assistant does not send it again.'
    : 'A note by Porchlight about the connection. It is not an event of Home Assistant.';
}

export function describeUnparsed(why: UnparsedReason): string {
  switch (why) {
    case 'not-json':
      return 'This message is not valid JSON. It is shown as it came.';
    case 'not-an-event':
      return 'This message is JSON, but it is not an event. It is shown as it came.';
    case 'too-deep':
      return 'This message is nested too deeply to be read. It is shown as it came.';
    case 'too-many-parts':
      return `This message has more than ${LIMITS.maxJsonParts.toLocaleString('en-GB')} parts, too many to be read without a pause. It is shown as it came.`;
  }
}

/** The query for events about the same entity, service or type. */
export function sameSubjectQuery(row: Row, withServer: boolean): string {
  const about =
    entityOf(row) !== null
      ? `entity:${quoteValue(row.subject)}`
      : row.type === 'call_service' && row.subject !== ''
        ? `service:${quoteValue(row.subject)}`
        : `type:${quoteValue(row.type)}`;
  return withServer ? `${about} server:${quoteValue(row.serverId)}` : about;
}

/** The name of "the same", for the buttons to the previous and next event. */
export function sameSubjectName(row: Row): string {
  return entityOf(row) !== null || (row.type === 'call_service' && row.subject !== '')
    ? row.subject
    : row.type;
}
