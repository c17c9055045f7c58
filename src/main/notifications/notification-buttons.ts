import type { Clock } from '../../core/clock.ts';
import type { AlertCall, NotificationRequest } from '../../core/history/alert.ts';
import { notificationVerbs, placeOfCall, type Verb } from '../../core/history/alert-verbs.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { nextMorning } from '../../core/settings/pause.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

const MINUTE_MS = 60_000;

/** What may be pressed on a notification. `default` is the notification itself. */
export type Button = 'default' | Verb;

/** The buttons of a notification and their words: keys of actions, as a notification server gives them back. */
export function buttonsOf({
  rule,
  calls = [],
  page,
}: NotificationRequest): readonly (readonly [Button, string])[] {
  const open = ['default', 'Open'] as const;
  return rule === undefined ? [open] : [open, ...notificationVerbs(calls, page !== undefined)];
}

export interface PressPorts {
  readonly settings: Pick<SettingsFile, 'current' | 'save'>;
  readonly clock: Clock;
  openAt(seq: number | null): void;
  openPage(page: 'notifications', rule?: string): void;
  /** Opens a page of a server in the browser. */
  openHome(serverId: string, path: string): unknown;
  call(call: AlertCall): unknown;
}

/** Does what a button says, unless it is a test. A rule that was deleted meanwhile stays so. */
export function pressButton(button: Button, request: NotificationRequest, ports: PressPorts): void {
  const { seq, opens, rule, calls, page, isTest } = request;
  if (isTest === true && button !== 'default' && button !== 'home') return;
  switch (button) {
    case 'default':
      if (opens === 'alerts') ports.openPage('notifications');
      else ports.openAt(seq);
      return;
    case 'home':
      if (page !== undefined) ports.openHome(page.serverId, page.path);
      return;
    case 'less':
      ports.openPage('notifications', rule?.id);
      return;
    case 'mute':
    case 'snooze-10':
    case 'snooze-hour':
    case 'snooze-tomorrow':
      changeRule(rule?.id, quieter(button, ports.clock.now()), ports.settings);
      return;
    case 'call-0':
    case 'call-1':
    case 'call-2': {
      const call = calls?.[placeOfCall(button)];
      if (call !== undefined) ports.call(call);
    }
  }
}

/** How a rule tells less. `now` in epoch ms. */
function quieter(verb: 'mute' | 'snooze-10' | 'snooze-hour' | 'snooze-tomorrow', now: number): Partial<Rule> {
  switch (verb) {
    case 'mute':
      return { enabled: false };
    case 'snooze-10':
      return { snoozedUntil: now + 10 * MINUTE_MS };
    case 'snooze-hour':
      return { snoozedUntil: now + 60 * MINUTE_MS };
    case 'snooze-tomorrow':
      return { snoozedUntil: nextMorning(now) };
  }
}

function changeRule(
  id: string | undefined,
  change: Partial<Rule>,
  settings: Pick<SettingsFile, 'current' | 'save'>,
): void {
  const current = settings.current();
  const rules = current.notifications.rules.map((each) => (each.id === id ? { ...each, ...change } : each));
  settings.save({ ...current, notifications: { ...current.notifications, rules } });
}
