import type { Clock } from '../../core/clock.ts';
import type { ValueCount } from '../../core/history/history.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';

/** Integrations are added now and then; nobody waits for an answer that is so old. */
const LASTS_MS = 600_000;
const MAX_LISTED = 50;

export interface ActionListPorts {
  readonly clock: Clock;
  readonly monitor: Pick<Monitor, 'actions'>;
  readonly serverIds: () => Iterable<string>;
  /** Actions that were called and begin so, commonest first. */
  readonly listCalled: (typed: string) => Promise<readonly ValueCount[]>;
}

/** Actions with the typed text in them: those that were called, commonest first, then the others that the servers have. */
export function createActionList({
  clock,
  monitor,
  serverIds,
  listCalled,
}: ActionListPorts): (typed: string) => Promise<readonly ValueCount[]> {
  const known = new Map<string, { readonly at: number; readonly actions: Promise<readonly string[]> }>();

  function actionsOf(serverId: string): Promise<readonly string[]> {
    const before = known.get(serverId);
    if (before !== undefined && clock.monotonic() - before.at < LASTS_MS) return before.actions;
    const actions = monitor.actions(serverId);
    known.set(serverId, { at: clock.monotonic(), actions });
    // A server that can't be reached now is asked again.
    void actions.then((found) => {
      if (found.length === 0) known.delete(serverId);
    });
    return actions;
  }

  return async (typed) => {
    const wanted = typed.trim().toLowerCase();
    const [called, ...lists] = await Promise.all([listCalled(wanted), ...[...serverIds()].map(actionsOf)]);
    const seen = new Set(called.map(({ value }) => value));
    const others = [...new Set(lists.flat())]
      .filter((action) => action.includes(wanted) && !seen.has(action))
      .sort((a, b) => rankOf(a, wanted) - rankOf(b, wanted) || a.localeCompare(b));
    return [...called, ...others.map((value) => ({ value, count: 0 }))].slice(0, MAX_LISTED);
  };
}

/** What begins as typed is before what has it inside. */
function rankOf(action: string, wanted: string): number {
  return action.startsWith(wanted) ? 0 : 1;
}
