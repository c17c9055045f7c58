import type { Alert, AlertAbout } from '../../core/history/alert.ts';
import { allVerbs, type Verb } from '../../core/history/alert-verbs.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import type { MenuItem } from '../menu/context-menu.ts';

/** What the menu of an alert does. */
export interface AlertActs {
  open(seq: number): void;
  press(about: AlertAbout, verb: Verb): void;
}

/** The menu of an alert: its event, and what its rule offers, by the rule as it is now. Empty where there is nothing. */
export function alertMenu(
  { seq, about }: Alert,
  { notifications, servers }: Pick<Overview, 'notifications' | 'servers'>,
  acts: AlertActs,
): readonly MenuItem[] {
  const open: readonly MenuItem[] =
    seq === null
      ? []
      : [{ kind: 'action', label: 'Show the event', hint: 'Enter', run: () => acts.open(seq) }];
  const rule = notifications.rules.find(({ id }) => id === about?.rule);
  if (about === undefined || rule === undefined) return open;
  const server = servers.find(({ id }) => id === about.server);
  const calls = server === undefined || rule.unconfirmed === true ? [] : (rule.does ?? []);
  const verbs = allVerbs(calls, server !== undefined && !server.demo).map(([verb, label]): MenuItem => ({
    kind: 'action',
    label,
    run: () => acts.press(about, verb),
  }));
  return [...open, ...(open.length === 0 ? [] : [{ kind: 'line' } as const]), ...verbs];
}
