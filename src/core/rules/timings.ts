import type { HaEvent } from '../events/event.ts';
import { isWireRecord, readField, readRecord } from '../events/read-field.ts';
import { isAbsent, stateText } from '../events/state-change.ts';
import type { QueryContext } from '../query/item.ts';
import type { Due, Now, OfferedEvent, OfferedState, Saved } from './due.ts';
import { createDueWaits } from './due-waits.ts';
import type { createKnownStates } from './known-states.ts';
import { createMatchCounts } from './match-counts.ts';
import { createRuleMatcher, newStateOf, toRuleItem, type ReadyRule, type RuleEvent } from './match-rule.ts';
import type { Rule } from './rule.ts';
import type { Surroundings } from './surroundings.ts';
import { isEntity, thingOf, thingOfEntity } from './things.ts';
import type { Wait } from './waits.ts';

interface TimingsOptions {
  readonly states: ReturnType<typeof createKnownStates>;
  readonly surroundings: Surroundings;
}

/**
 * When rules want to tell: their queries, timings and conditions, and nothing of how often. It has no clock and no timer: the
 * caller says what time it is, and asks again when something is due. So it runs over the history as it runs live.
 */
export function createTimings({ states, surroundings }: TimingsOptions) {
  let matcher = createRuleMatcher([], { serverNames: new Map() });
  const counts = createMatchCounts();
  /** Servers that can't be heard, and since when. What they do not say is no silence. */
  const away = new Map<string, number>();
  const dueWaits = createDueWaits(surroundings, (serverId) => !away.has(serverId));
  const { waits, add, due } = dueWaits;
  let matches = 0;

  function tell(rule: Rule, happening: Omit<Due, 'rule' | 'unmet' | 'at' | 't'>, now: Now): readonly Due[] {
    const { at, t } = now;
    return [{ ...happening, rule, unmet: surroundings.unmet(rule, happening.serverId, now), at, t }];
  }

  /** Ends what is no longer so. Attributes alone change nothing, and neither does a thing that no longer answers. */
  function endContrary(thing: string, candidate: RuleEvent): void {
    const { event } = candidate;
    const ofThing = waits.ofThing(thing);
    if (ofThing.length === 0 || event.event_type !== 'state_changed') return;
    const state = newStateOf(event);
    const isGone = !isWireRecord(readField(event.data, 'new_state'));
    if (!isGone && oldStateOf(event) === state) return;
    const item = toRuleItem(candidate);
    for (const wait of ofThing) {
      const { holds, wantsLost } = wait.ready;
      if (wait.ready.rule.timing.kind !== 'for' || holds === null) continue;
      if (!isGone && isAbsent(state) && !wantsLost) continue;
      if (isGone || !holds(item)) waits.remove(wait);
      else if (wait.knownAt !== null) add({ ...wait, event, knownAt: null });
    }
  }

  /** True when a thing was something else before, although nobody saw it become so. */
  function isNews({ ready }: Wait, candidate: RuleEvent): boolean {
    const before = readRecord(candidate.event.data, 'old_state');
    const isKnown = !isAbsent(stateText(readField(before, 'state')));
    return isKnown && ready.holds?.(toRuleItem({ ...candidate, event: toChange(before) })) === false;
  }

  function takeMatch(ready: ReadyRule, thing: string, candidate: RuleEvent, now: Now): readonly Due[] {
    const { rule, order } = ready;
    const { event, seq, serverId } = candidate;
    const happening = { order, serverId, thing, event, seq, since: null };
    switch (rule.timing.kind) {
      case 'at-once':
        return tell(rule, happening, now);
      case 'times':
        return counts.add(rule, serverId, thing, now) ? tell(rule, happening, now) : [];
      case 'for': {
        const wait = waits.get(rule.id, thing);
        if (wait !== undefined && !isNews(wait, candidate)) return [];
        break;
      }
      case 'silent':
        break;
    }
    const began = { since: now.t, sinceAt: now.at, isTold: false, isHeld: false, knownAt: null };
    add({ ready, serverId, thing, seq, event, ...began });
    return [];
  }

  function takeState(serverId: string, state: OfferedState, now: Now): void {
    const { entity, changedMs, toldMs } = state;
    surroundings.remember({ serverId, entity, state: state.state });
    if (!matcher.asksForStates) return;
    const event = toChange({ entity_id: entity, state: state.state, attributes: state.attributes });
    const thing = thingOf(event, serverId);
    const candidate = { event, seq: 0, serverId, recovered: false, step: 'changed' } as const;
    for (const wait of waits.ofThing(thing)) {
      // What was so in an earlier run, and has changed since, is so anew.
      if (wait.knownAt === null || wait.ready.rule.timing.kind !== 'for') continue;
      // Nothing can be contrary: it is enough that the server is there again.
      if (wait.ready.holds === null) add({ ...wait, event, knownAt: null });
      else if (now.at - changedMs > wait.knownAt) waits.remove(wait);
    }
    endContrary(thing, candidate);
    for (const ready of matcher.standing(candidate)) {
      const wait = waits.get(ready.rule.id, thing);
      const isSilence = ready.rule.timing.kind === 'silent';
      const agoMs = Math.max(0, isSilence ? toldMs : changedMs);
      const moments = { since: now.t - agoMs, sinceAt: now.at - agoMs };
      const began = { ...moments, isTold: false, isHeld: false, knownAt: null };
      if (wait === undefined) add({ ready, serverId, thing, seq: null, event, ...began });
      else if (isSilence && began.sinceAt > wait.sinceAt + SKEW_MS) add({ ...wait, event, ...began });
      else if (isSilence) add({ ...wait, event, since: began.since, knownAt: null });
      // This computer slept meanwhile, and its clock with it.
      else if (began.since < wait.since) add({ ...wait, since: began.since });
    }
  }

  return {
    /** Other rules, or other names. What waits for a rule that is still the same goes on. */
    follow(rules: readonly Rule[], context: QueryContext): void {
      surroundings.follow(rules);
      matcher = createRuleMatcher(rules, context);
      const ready = new Map(matcher.ready.map((each) => [each.rule.id, each]));
      for (const wait of waits.all()) {
        const next = ready.get(wait.ready.rule.id);
        if (
          next !== undefined &&
          context.serverNames.has(wait.serverId) &&
          isSame(next.rule, wait.ready.rule)
        )
          waits.set({ ...wait, ready: next });
        else waits.remove(wait);
      }
      dueWaits.setDue();
    },
    /** Takes an event. Returns what was due before it came, and what it makes due at once. */
    take(offered: OfferedEvent, now: Now, recovered = false): readonly Due[] {
      const { event, seq, serverId } = offered;
      let told = due(now);
      const step = states.note(event, serverId);
      surroundings.note(event, serverId);
      const candidate = { event, seq, serverId, recovered, step };
      if (waits.size > 0) endContrary(thingOf(event, serverId), candidate);
      const found = matcher.match(candidate);
      if (found.length > 0) {
        const thing = thingOf(event, serverId);
        matches += found.length;
        told = [...told, ...found.flatMap((ready) => takeMatch(ready, thing, candidate, now))];
      }
      // What the event says may be what a rule waits for.
      const freed = due(now);
      return freed.length === 0 ? told : [...told, ...freed];
    },
    /** Takes the states that a server says it has: all of them when `isWhole`. */
    takeStates(
      serverId: string,
      offered: readonly OfferedState[],
      isWhole: boolean,
      now: Now,
    ): readonly Due[] {
      const before = due(now);
      const names = new Set(offered.map(({ entity }) => thingOfEntity(entity, serverId)));
      for (const state of offered) takeState(serverId, state, now);
      for (const wait of waits.all()) {
        const isGone = wait.serverId === serverId && isEntity(wait.thing) && !names.has(wait.thing);
        if (isWhole && isGone && wait.knownAt !== null) waits.remove(wait);
      }
      return [...before, ...due(now)];
    },
    /** Whether a server can be heard. */
    link(serverId: string, isLive: boolean, now: Now): readonly Due[] {
      const before = due(now);
      const awayMs = now.t - (away.get(serverId) ?? now.t);
      if (!isLive) {
        away.set(serverId, now.t - awayMs);
        return before;
      }
      away.delete(serverId);
      for (const wait of waits.all()) {
        if (wait.serverId !== serverId || wait.ready.rule.timing.kind !== 'silent' || wait.isTold) continue;
        const knownAt = isEntity(wait.thing) ? wait.knownAt : null;
        waits.set({ ...wait, since: Math.min(now.t, wait.since + awayMs), knownAt });
      }
      dueWaits.setDue();
      return [...before, ...due(now)];
    },
    due,
    /** When something may become due, by the clock that runs evenly; `null`: never. */
    nextDueAt: (): number | null => {
      const at = dueWaits.nextDueAt();
      return at === Number.POSITIVE_INFINITY ? null : at;
    },
    /** True where a thing is waited for, or was told of and is still so. */
    isKept: (rule: Rule, thing: string): boolean => waits.get(rule.id, thing) !== undefined,
    /** True where rules ask what states things are in. */
    asksForStates: (): boolean => matcher.asksForStates || surroundings.asksForStates(),
    /** What an earlier run left, of rules that are still there. */
    restore(saved: Saved, savedAt: number, now: Now): void {
      const ready = new Map(matcher.ready.map((each) => [each.rule.id, each]));
      for (const { rule, sinceAt, ...rest } of saved.waits) {
        const found = ready.get(rule);
        if (found === undefined || waits.get(rule, rest.thing) !== undefined) continue;
        const since = now.t - Math.max(0, now.at - sinceAt);
        // What only happened is not asked about, and nothing can be contrary to it.
        const isOver = found.rule.timing.kind === 'for' && !isEntity(rest.thing);
        const knownAt = isOver ? null : savedAt;
        add({ ...rest, ready: found, event: null, since, sinceAt, isHeld: false, knownAt });
      }
      for (const count of saved.counts) {
        const found = ready.get(count.rule);
        if (found !== undefined) counts.restore(found.rule, count, now);
      }
    },
    /** What a later run can't find out by asking what is now. */
    save: (): Saved => ({
      waits: waits
        .all()
        .filter(({ thing, isTold, ready }) => ready.rule.timing.kind === 'for' || isTold || !isEntity(thing))
        .map(({ ready, serverId, thing, sinceAt, seq, isTold }) => {
          return { rule: ready.rule.id, serverId, thing, sinceAt, seq, isTold };
        }),
      counts: counts.save(),
    }),
    pending: dueWaits.pending,
    /** Events that matched, once for each rule. */
    matches: (): number => matches,
    /** Waits that had to give way to others. */
    dropped: (): number => waits.dropped,
  };
}

/** By how much the clocks of server and client may differ without a thing having spoken again. */
const SKEW_MS = 5_000;

function oldStateOf(event: HaEvent): string | null {
  const before = readField(event.data, 'old_state');
  return isWireRecord(before) ? stateText(readField(before, 'state')) : null;
}

/** A state that is there, as the change that must have led to it. Nothing is known of what was before. */
function toChange(state: Readonly<Record<string, unknown>>): HaEvent {
  const before = { ...state, state: 'unknown', attributes: {} };
  const data = { entity_id: state['entity_id'], old_state: before, new_state: state };
  return { event_type: 'state_changed', data, origin: '', time_fired: '' };
}

function isSame(a: Rule, b: Rule): boolean {
  const keyOf = ({ query, server, timing }: Rule): string => JSON.stringify([query, server, timing]);
  return keyOf(a) === keyOf(b);
}
