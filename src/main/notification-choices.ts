import { refuseChoice } from '../core/rules/choices.ts';
import type { NotificationChoice, Settings } from '../core/settings/settings.ts';

type Notifications = Settings['notifications'];

export type ChangedChoices =
  | { readonly ok: true; readonly notifications: Notifications }
  | { readonly ok: false; readonly message: string };

/** Adds a choice or replaces the one of its type; a refused one changes nothing. */
export function withChoice(
  notifications: Notifications,
  choice: NotificationChoice,
  maxChoices: number,
): ChangedChoices {
  const message = refuseChoice(choice);
  if (message !== null) return { ok: false, message };
  const at = notifications.choices.findIndex(({ type }) => type === choice.type);
  if (at === -1 && notifications.choices.length >= maxChoices) {
    return {
      ok: false,
      message: `There are ${String(maxChoices)} chosen event types already. Switch one off first.`,
    };
  }
  const choices = at === -1 ? [...notifications.choices, choice] : notifications.choices.with(at, choice);
  return { ok: true, notifications: { ...notifications, choices } };
}
