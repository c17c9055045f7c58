import type { Now, SavedCount } from './due.ts';
import type { Rule } from './rule.ts';

/** Things whose matches are counted, and those that are kept over a restart. */
const MAX_COUNTED = 10_000;
const MAX_SAVED = 1_000;

/** When a thing matched, oldest first, by both clocks: the one that runs evenly may stand still while the computer sleeps. */
interface Counted extends Omit<SavedCount, 'at'> {
  readonly matches: readonly Moment[];
}

type Moment = Pick<Now, 't' | 'at'>;

/** Counts the matches of rules that tell after several. Memory is limited: the thing that matched longest ago gives way. */
export function createMatchCounts() {
  /** By rule and thing. */
  const counted = new Map<string, Counted>();

  function keep(next: Counted): void {
    const key = keyOf(next.rule, next.thing);
    counted.delete(key);
    counted.set(key, next);
    const [oldest] = counted.size > MAX_COUNTED ? counted.keys() : [];
    if (oldest !== undefined) counted.delete(oldest);
  }

  return {
    /** Adds a match. True when it is one of so many that the rule tells; then counting begins anew. */
    add({ id: rule, timing }: Rule, serverId: string, thing: string, { t, at }: Now): boolean {
      if (timing.kind !== 'times') return false;
      const key = keyOf(rule, thing);
      const matches = [...(counted.get(key)?.matches ?? []), { t, at }].filter(
        (each) => Math.max(t - each.t, at - each.at) < timing.withinMs,
      );
      if (matches.length < timing.count) keep({ rule, serverId, thing, matches });
      else counted.delete(key);
      return matches.length >= timing.count;
    },
    /** What an earlier run counted, of a rule that still counts. What was counted since is newer and stays. */
    restore({ timing }: Rule, { at, ...rest }: SavedCount, now: Now): void {
      if (timing.kind !== 'times' || counted.has(keyOf(rest.rule, rest.thing))) return;
      const matches = at
        .filter((each) => each <= now.at)
        .slice(1 - timing.count)
        .map((each) => ({ at: each, t: now.t - (now.at - each) }));
      if (matches.length > 0) keep({ ...rest, matches });
    },
    save: (): readonly SavedCount[] =>
      [...counted.values()].slice(-MAX_SAVED).map(({ matches, ...rest }) => {
        return { ...rest, at: matches.map(({ at }) => at) };
      }),
  };
}

function keyOf(rule: string, thing: string): string {
  return `${rule}\n${thing}`;
}
