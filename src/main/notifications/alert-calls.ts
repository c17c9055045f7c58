import type { AlertCall, NotificationRequest } from '../../core/history/alert.ts';
import { toLine } from '../../core/events/text.ts';
import type { Sending } from '../send/sending.ts';
import type { Notifier } from './notifications.ts';

/** What came of a button. */
export interface CallOutcome {
  readonly ok: boolean;
  /** One sentence, for an error with the next step. */
  readonly message: string;
}

/**
 * Calls what buttons of alerts say, once for each press: the owner agreed to it when the rule was made. While a call has no
 * answer, another press of the same button does nothing.
 */
export function createAlertCalls({ send }: Pick<Sending, 'send'>, notify: Notifier['notify']) {
  const running = new Map<string, Promise<CallOutcome>>();

  function call({ serverId, action, data }: AlertCall): Promise<CallOutcome> {
    const key = JSON.stringify([serverId, action, data]);
    const known = running.get(key);
    if (known !== undefined) return known;
    const calling = send({ serverId, kind: 'action', name: action, data }).finally(() => running.delete(key));
    running.set(key, calling);
    return calling;
  }

  return {
    /** Rejects never. A button that is still at it answers with what comes of that. */
    call,
    /** For a button of a notification: a notification says what came of it. */
    async callAndTell(each: AlertCall): Promise<void> {
      const isRunning = running.has(JSON.stringify([each.serverId, each.action, each.data]));
      const { ok, message } = await call(each);
      if (!isRunning) await notify(toResult(each, { ok, message }));
    },
  };
}

function toResult({ label }: AlertCall, { ok, message }: CallOutcome): NotificationRequest {
  const title = ok ? `${toLine(label, 40)}: done` : `${toLine(label, 40)} did not work`;
  return { title, body: message, level: 'normal', seq: null };
}
