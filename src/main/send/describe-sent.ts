import { isSecretEntity } from '../../core/events/secret-entity.ts';
import { isWireRecord, readText } from '../../core/events/read-field.ts';
import { toLine } from '../../core/events/text.ts';
import { joinNames } from '../../core/events/value-words.ts';
import type { SentItem } from '../../core/ipc/history-views.ts';
import type { SendDraft } from '../../core/ipc/send-draft.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import { describeFailure } from '../../core/stream/describe-failure.ts';
import { formatDuration } from '../../core/time/format-time.ts';
import type { ConnectionState, Failure } from '../../core/stream/failure.ts';
import type { PostAnswer } from '../../core/stream/rest.ts';

/** The result, in words. */
export type Outcome = Pick<SentItem, 'ok' | 'message'>;

/** After these failures it is unknown whether the home did it: the request had been sent. */
const UNSURE: ReadonlySet<Failure['code']> = new Set(['timeout', 'reset', 'closed', 'bad-gateway']);

/** The sentence for an answer. `state` explains why a server can't be reached. */
export function describeSent(
  answer: PostAnswer,
  draft: Pick<SendDraft, 'kind' | 'name'>,
  server: ServerProfile,
  state: ConnectionState,
): Outcome {
  switch (answer.kind) {
    case 'done':
      return { ok: true, message: describeDone(answer.body, draft, server) };
    case 'failed':
      return { ok: false, message: describeFailed(answer.failure, draft, server) };
    case 'not-live':
      return { ok: false, message: `${describeAway(state, server)} Nothing was sent.` };
    case 'too-many':
      return {
        ok: false,
        message: `${server.name} was asked a lot in the last minute. Nothing was sent. Try again in ${formatDuration(answer.waitMs)}.`,
      };
  }
}

function describeDone(
  body: unknown,
  { kind, name }: Pick<SendDraft, 'kind' | 'name'>,
  server: ServerProfile,
): string {
  if (kind === 'event') return `${server.name} fired ${name}.`;
  const changed = changedStates(body);
  if (changed.length === 0) return `${server.name} ran ${name}. No state changed while it ran.`;
  return `${server.name} ran ${name}: ${joinNames(changed, 4)}.`;
}

/** The states that changed while an action ran: "light.hall is on". A body with a response has them in one of its members. */
function changedStates(body: unknown): readonly string[] {
  const list: unknown = isWireRecord(body) ? body['changed_states'] : body;
  if (!Array.isArray(list)) return [];
  return list.filter(isWireRecord).flatMap((state) => {
    const entityId = toLine(readText(state, 'entity_id'), 80);
    // What this says may stand in a notification.
    return entityId === '' || isSecretEntity(entityId)
      ? []
      : [`${entityId} is ${toLine(readText(state, 'state'), 40) || 'empty'}`];
  });
}

function describeFailed(
  failure: Failure,
  { kind, name }: Pick<SendDraft, 'kind' | 'name'>,
  server: ServerProfile,
): string {
  const isAction = kind === 'action';
  switch (failure.code) {
    case 'bad-request':
      return isAction
        ? `${server.name} refuses it (400): there is no action ${name}, or the data does not fit it.`
        : `${server.name} refuses the data of ${name} (400).`;
    case 'no-api':
      return isAction
        ? `${server.name} does not know the action ${name} (404).`
        : `${server.name} can't fire ${name} (404). Check the event type.`;
    case 'server-error':
      return `${server.name} reports an error of its own in ${name}. Its log says which.`;
    default: {
      const { cause, next } = describeFailure(failure, server);
      const doubt = 'It may have been done all the same: look at the events before you send it again.';
      return `${cause} ${UNSURE.has(failure.code) ? doubt : next}`;
    }
  }
}

/** Why a server can't be reached now. */
function describeAway(state: ConnectionState, server: ServerProfile): string {
  switch (state.kind) {
    case 'idle':
      return `${server.name} is switched off in Settings.`;
    case 'waiting':
    case 'stopped':
      return `${server.name} is not connected: ${describeFailure(state.reason, server).cause}`;
    case 'connecting':
    case 'live':
      return `${server.name} is connecting just now. Try again in a moment.`;
  }
}
