import type { HaEvent } from '../../../../src/core/events/event.ts';
import {
  createEngine,
  type Decision,
  type Now,
  type OfferedState,
} from '../../../../src/core/rules/engine.ts';
import type { Rule } from '../../../../src/core/rules/rule.ts';
import { stateChanged, type Side } from '../../../support/event-builders.ts';
import { ruleOf } from '../../../support/rule-builders.ts';

export const MIN = 60_000;
/** A Wednesday, 12:00 in whatever time zone the computer has. */
export const NOON = new Date(2026, 10, 18, 12).getTime();

/** An engine whose clocks the test moves. */
export function startEngine(rules: readonly Rule[], startAt = NOON) {
  const engine = createEngine();
  let t = 1_000;
  let at = startAt;
  let seq = 1;
  const told: string[] = [];
  let computer: Now['computer'] = null;
  /** The conditions because of which something was not told, as "rule kind". */
  const unmet: string[] = [];
  const now = (): Now => ({ t, at, computer });
  const names = new Map([
    ['home', 'Home'],
    ['cabin', 'Cabin'],
  ]);
  engine.follow(rules, { serverNames: names });
  /** "rule@minute", with the minute since which it was so, where it waited. */
  const note = (decisions: readonly Decision[]): void => {
    for (const { rule, verdict, since, unmet: condition, at: toldAt } of decisions) {
      if (condition !== null) unmet.push(`${rule.id} ${condition.kind}`);
      if (verdict === 'condition') continue;
      const minute = (moment: number): string => String((moment - startAt) / MIN);
      const from = since === null ? '' : ` since ${minute(since)}`;
      told.push(`${verdict === 'tell' ? '' : `${verdict} `}${rule.id} at ${minute(toldAt)}${from}`);
    }
  };
  return {
    engine,
    told,
    unmet,
    now,
    note,
    /** Lets time pass, and wakes the engine whenever it asked for it. */
    pass(minutes: number): void {
      const until = t + minutes * MIN;
      for (let due = engine.nextDueAt(); due !== null && due <= until; due = engine.nextDueAt()) {
        at += Math.max(0, due - t);
        t = Math.max(t, due);
        note(engine.due(now()));
      }
      at += until - t;
      t = until;
    },
    send(event: HaEvent, serverId = 'home'): void {
      note(engine.take({ event, seq: seq++, serverId }, now()));
    },
    states(states: readonly OfferedState[], isWhole = true): void {
      note(engine.takeStates('home', states, isWhole, now()));
    },
    link(isLive: boolean): void {
      note(engine.link('home', isLive, now()));
    },
    /** What this computer is doing from now on. Nobody says so to the engine. */
    use(next: Now['computer']): void {
      computer = next;
    },
    /** Time passes on both clocks, and nothing wakes the engine up. */
    sleep(minutes: number): void {
      at += minutes * MIN;
      t += minutes * MIN;
    },
    /** The wall clock is set, or the computer slept: only one of the two clocks moves. */
    jump(minutes: number): void {
      at += minutes * MIN;
    },
  };
}

export type Bench = ReturnType<typeof startEngine>;

export const door = (before: Side, after: Side): HaEvent => stateChanged('cover.garage', before, after);
export const OPEN = 'entity:cover.garage to:open';
export const FOR = ruleOf(OPEN, { id: 'garage', timing: { kind: 'for', ms: 10 * MIN } });
export const freezer = (before: Side, after: Side): HaEvent => stateChanged('sensor.freezer', before, after);
export const SILENT = ruleOf('entity:sensor.freezer', {
  id: 'freezer',
  timing: { kind: 'silent', ms: 60 * MIN },
});
export const TIMES = ruleOf('type:bell', {
  id: 'bell',
  timing: { kind: 'times', count: 3, withinMs: 5 * MIN },
});
export const stateOf = (entity: string, state: string, minutesAgo: number): OfferedState => {
  return { entity, state, attributes: {}, changedMs: minutesAgo * MIN, toldMs: minutesAgo * MIN };
};
