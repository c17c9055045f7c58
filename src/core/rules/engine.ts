import { timeOfKey } from '../log/keys.ts';
import type { CurrentState } from '../history/history.ts';
import type { QueryContext } from '../query/item.ts';
import type { Due, Now, OfferedEvent, OfferedState } from './due.ts';
import { createGate, levelOf, type Verdict } from './gate.ts';
import { createKnownStates } from './known-states.ts';
import type { Rule } from './rule.ts';
import { createSurroundings } from './surroundings.ts';
import { createTimings } from './timings.ts';

export type { Now, OfferedEvent, OfferedState, Saved } from './due.ts';

const NONE: readonly Decision[] = [];

/** A decision of a rule about a thing, and whether it may be shown. */
export interface Decision extends Due {
  readonly level: Rule['level'];
  readonly verdict: Verdict['kind'];
  /** Epoch ms at which what keeps it back ends, where that is known. */
  readonly until: number | null;
}

/**
 * Decides which rules alert about what, and when. The same code runs live and over the history: it gets events and
 * the time, and returns decisions. It sets no timer; `nextDueAt` is the time of the next call.
 */
export function createEngine() {
  const states = createKnownStates();
  const surroundings = createSurroundings();
  const timings = createTimings({ states, surroundings });
  const gate = createGate();
  let rules: readonly Rule[] = [];
  let context: QueryContext = { serverNames: new Map() };
  let isMuted = (_rule: Rule, _level: Rule['level']): boolean => false;

  function judge(due: readonly Due[], now: Now | null = null): readonly Decision[] {
    if (due.length === 0) return NONE;
    return due.flatMap((each) => {
      const { t, at } = now ?? each;
      const verdict = gate.judge(each, t, isMuted(each.rule, levelOf(each)));
      if (verdict === null) return [];
      const { kind, until } = verdict;
      return [
        { ...each, level: levelOf(each), verdict: kind, until: until === null ? null : at + until - t },
      ];
    });
  }

  return {
    follow(nextRules: readonly Rule[], nextContext: QueryContext): void {
      [rules, context] = [nextRules, nextContext];
      states.keepOnly(new Set(context.serverNames.keys()));
      timings.follow(rules, context);
    },
    /** Which rules are not shown now: their decisions start no cool-down and use nothing of the limit for an hour. */
    mute(next: typeof isMuted): void {
      isMuted = next;
    },
    /** Handles a live event. */
    take: (offered: OfferedEvent, now: Now): readonly Decision[] => judge(timings.take(offered, now)),
    /**
     * Handles the recovered events of one gap, oldest first, in as many portions as wanted, each event at the moment of its row.
     * Conditions that still last are handled by the present states.
     */
    startMissed(isMeant: (due: Due) => boolean = () => true) {
      // Events after the gap are newer, and must not be overwritten by those in it.
      const past = createTimings({ states: createKnownStates(), surroundings: surroundings.copy() });
      past.follow(
        rules.filter(({ timing }) => timing.kind !== 'silent'),
        context,
      );
      return (items: readonly OfferedEvent[], now: Now): readonly Decision[] => {
        const due = items.flatMap((item) => {
          const at = timeOfKey(item.seq);
          return past.take(item, { ...now, at, t: at }, true);
        });
        return judge(
          due.filter(
            (each) =>
              isMeant(each) && (each.rule.timing.kind !== 'for' || !timings.isKept(each.rule, each.thing)),
          ),
          now,
        );
      };
    },
    /** Handles the states of a server: all of them when `isWhole`. */
    takeStates(
      serverId: string,
      offered: readonly OfferedState[],
      isWhole: boolean,
      now: Now,
    ): readonly Decision[] {
      states.remember(offered.map(({ entity, state }) => ({ serverId, entity, state })));
      return judge(timings.takeStates(serverId, offered, isWhole, now));
    },
    link: (serverId: string, isLive: boolean, now: Now): readonly Decision[] =>
      judge(timings.link(serverId, isLive, now)),
    due: (now: Now): readonly Decision[] => judge(timings.due(now)),
    /** States from before this run, so that a return to them is not a change. */
    rememberStates(earlier: Iterable<Pick<CurrentState, 'serverId' | 'entity' | 'state'>>): void {
      for (const state of earlier) {
        states.remember([state]);
        surroundings.remember(state);
      }
    },
    isAsked: surroundings.isAsked,
    nextDueAt: timings.nextDueAt,
    /** What rules ask of states; empty where none does. */
    asksForStates: (): string =>
      timings.asksForStates()
        ? JSON.stringify(
            rules
              .filter(({ enabled }) => enabled)
              .map(({ id, ...rule }) => [id, rule.query, rule.timing, rule.onlyIf]),
          )
        : '',
    /** What will be told unless something contrary comes, soonest first. */
    pending: timings.pending,
    restore: timings.restore,
    save: timings.save,
    matches: timings.matches,
    dropped: timings.dropped,
  };
}
