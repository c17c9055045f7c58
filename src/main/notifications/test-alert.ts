import { homePathOf, type NotificationRequest } from '../../core/history/alert.ts';
import { entityOf } from '../../core/rules/due-words.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { toCalls } from '../../core/rules/rule-calls.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';
import type { Notifier } from './notifications.ts';
import type { RuleTrials } from './rule-trials.ts';

const REFUSAL = 'The desktop did not show the notification. Check that its notifications are switched on.';

const PLAIN: NotificationRequest = {
  title: 'Porchlight',
  body: 'This is how a notification looks. Click it to open the event log.',
  level: 'normal',
  seq: null,
};

/** Shows what a rule would have shown of its newest match, with its sound, picture and buttons, which do nothing. */
export function createTestAlerts(
  trials: Pick<RuleTrials, 'preview'>,
  notify: Notifier['notify'],
): RequestHandlers['sendTestNotification'] {
  async function toRequest(rule: Rule): Promise<NotificationRequest> {
    const level = rule.level === 'quiet' ? 'normal' : rule.level;
    const usual = { ...PLAIN, title: rule.name, level, sound: rule.sound };
    const example = rule.query === '' ? null : await trials.preview(rule);
    if (example === null) return usual;
    const { decision, words } = example;
    const { serverId, seq } = decision;
    const entity = entityOf(decision);
    return {
      ...usual,
      title: words.title,
      body: `Test · ${words.body}`,
      seq,
      isTest: true,
      rule: { id: rule.id, thing: 'test' },
      calls: toCalls(rule, serverId, entity),
      page: { serverId, path: homePathOf(entity) },
      shows: rule.shows === undefined ? undefined : { serverId, entity: rule.shows },
    };
  }

  return async (rule) => ((await notify(rule === null ? PLAIN : await toRequest(rule))) ? null : REFUSAL);
}
