import { homePathOf, type AlertCall } from '../../core/history/alert.ts';
import { placeOfCall } from '../../core/history/alert-verbs.ts';
import { toCalls } from '../../core/rules/rule-calls.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';
import type { CallOutcome } from './alert-calls.ts';
import { pressButton, type PressPorts } from './notification-buttons.ts';

/**
 * The request of a page to do something about an alert of its list, by the rule as it is now. What came of a call is the
 * answer, and no notification.
 */
export function createAlertPressing(
  ports: PressPorts,
  call: (call: AlertCall) => Promise<CallOutcome>,
): RequestHandlers['pressAlert'] {
  return async ({ rule: id, server, entity }, verb) => {
    const page = { serverId: server, path: homePathOf(entity) };
    const request = {
      title: '',
      body: '',
      level: 'normal',
      seq: null,
      rule: { id, thing: entity },
      page,
    } as const;
    if (placeOfCall(verb) === -1) {
      pressButton(verb, request, ports);
      return null;
    }
    const rule = ports.settings.current().notifications.rules.find((each) => each.id === id);
    const wanted = rule === undefined ? undefined : toCalls(rule, server, entity)[placeOfCall(verb)];
    return wanted === undefined
      ? { ok: false, message: 'The rule has no such button any more. Nothing was sent.' }
      : call(wanted);
  };
}
