import type { Clock } from '../../core/clock.ts';
import type { NotificationRequest } from '../../core/history/alert.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

const SNOOZE_MS = 3_600_000;

/** What may be pressed on a notification. `default` is the notification itself. */
export type Button = 'default' | 'snooze' | 'mute';

const WORDS: Readonly<Record<Button, string>> = {
  default: 'Open',
  snooze: 'Snooze 1 h',
  mute: 'Mute this rule',
};

/** The buttons of a notification and their words: keys of actions, as a notification server gives them back. */
export function buttonsOf({ rule }: NotificationRequest): readonly (readonly [Button, string])[] {
  const buttons: readonly Button[] = rule === undefined ? ['default'] : ['default', 'snooze', 'mute'];
  return buttons.map((button) => [button, WORDS[button]]);
}

/** Does what a button says. A rule that was deleted meanwhile stays so. */
export function pressButton(
  button: Button,
  { seq, opens, rule }: NotificationRequest,
  ports: {
    readonly settings: Pick<SettingsFile, 'current' | 'save'>;
    readonly clock: Clock;
    openAt(seq: number | null): void;
    openPage(page: 'notifications'): void;
  },
): void {
  if (button === 'default') {
    if (opens === 'alerts') ports.openPage('notifications');
    else ports.openAt(seq);
    return;
  }
  const change: Partial<Rule> =
    button === 'mute' ? { enabled: false } : { snoozedUntil: ports.clock.now() + SNOOZE_MS };
  const current = ports.settings.current();
  const rules = current.notifications.rules.map((each) =>
    each.id === rule?.id ? { ...each, ...change } : each,
  );
  ports.settings.save({ ...current, notifications: { ...current.notifications, rules } });
}
