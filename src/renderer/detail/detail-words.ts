import type { UnparsedReason } from '../../core/events/event.ts';
import type { Row } from '../../core/events/row.ts';
import { LIMITS } from '../../core/limits.ts';
import { quoteValue } from '../../core/query/print-query.ts';
import { isEntityId } from '../../core/events/entity-name.ts';

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

/** True where the subject is an entity; a service, a tag or a device is a subject too. */
export function isAboutEntity(row: Row): boolean {
  return isEntityId(row.subject) && row.type !== 'call_service';
}

/** The query for events about the same: of the entity, of the service, or of the type. */
export function sameSubjectQuery(row: Row, withServer: boolean): string {
  const about = isAboutEntity(row)
    ? `entity:${quoteValue(row.subject)}`
    : row.type === 'call_service' && row.subject !== ''
      ? `service:${quoteValue(row.subject)}`
      : `type:${quoteValue(row.type)}`;
  return withServer ? `${about} server:${quoteValue(row.serverId)}` : about;
}

/** What "the same" is, for the buttons that go from one to the next. */
export function sameSubjectName(row: Row): string {
  return isAboutEntity(row) || (row.type === 'call_service' && row.subject !== '') ? row.subject : row.type;
}
