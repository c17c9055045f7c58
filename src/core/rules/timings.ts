import type { HaEvent } from '../events/event.ts';
import { isWireRecord, readField, readRecord, readText } from '../events/read-field.ts';
import { isAbsent, stateText } from '../events/state-change.ts';
import { subjectOf } from '../events/subject.ts';
import type { QueryContext } from '../query/item.ts';
import type { createKnownStates } from './known-states.ts';
import { createRuleMatcher, newStateOf, toRuleItem, type ReadyRule, type RuleEvent } from './match-rule.ts';
import type { Condition, Rule } from './rule.ts';
import type { Moment, Surroundings } from './surroundings.ts';
import { createWaits, dueAt, type Wait } from './waits.ts';

/** Things whose matches are counted. */
const MAX_COUNTED = 10_000;
/** Characters of a thing that tell it from others, and of an entity id of Home Assistant. */
const MAX_KEY_CHARS = 600;
const MAX_ID_CHARS = 256;

export interface Now extends Moment {
  /** By a clock that runs evenly and is never set, ms. */
  readonly t: number;
}

/** An event as it came, and its row. */
export type OfferedEvent = Pick<RuleEvent, 'event' | 'seq' | 'serverId'>;

/** A state as a server said it when it was asked, and how long ago it changed and was told last, ms. */
export interface OfferedState {
  readonly entity: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly changedMs: number;
  readonly toldMs: number;
}

/** A rule wants to tell of a thing. */
export interface Due {
  readonly rule: Rule;
  readonly order: number;
  readonly serverId: string;
  readonly thing: string;
  readonly event: HaEvent | null;
  readonly seq: number | null;
  /** Epoch ms: when it began to be so, or when the thing spoke last; `null` for what just happened. */
  readonly since: number | null;
  /** The condition because of which it is not told. */
  readonly unmet: Condition | null;
  /** When it is to be told: epoch ms, and by the clock that runs evenly. */
  readonly at: number;
  readonly t: number;
}

/** What a rule waits with. `since` and `due` in epoch ms. */
export interface Pending extends Pick<Due, 'rule' | 'serverId' | 'thing' | 'event' | 'seq'> {
  readonly since: number;
  readonly due: number;
}

/** What is kept of a wait over a restart. Nothing of an event is. */
export interface SavedWait {
  readonly rule: string;
  readonly serverId: string;
  readonly thing: string;
  readonly sinceAt: number;
  readonly seq: number | null;
  readonly isTold: boolean;
}

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
  const waits = createWaits();
  /** By rule and thing: when it matched, oldest first. */
  const counted = new Map<string, readonly number[]>();
  /** Servers that can't be heard, and since when. What they do not say is no silence. */
  const away = new Map<string, number>();
  let matches = 0;
  /** Nothing is due before. It may be too early, never too late. */
  let nextDue = Number.POSITIVE_INFINITY;

  function add(wait: Wait): void {
    waits.set(wait);
    if (!wait.isTold) nextDue = Math.min(nextDue, dueAt(wait));
  }

  function isWaiting({ ready, serverId, isTold, knownAt }: Wait): boolean {
    return !isTold && knownAt === null && !(ready.rule.timing.kind === 'silent' && away.has(serverId));
  }

  function tell(rule: Rule, due: Omit<Due, 'rule' | 'unmet' | 'at' | 't'>, now: Now): readonly Due[] {
    const { at, t } = now;
    return [{ ...due, rule, unmet: surroundings.unmet(rule, due.serverId, now), at, t }];
  }

  function tellWait(wait: Wait, now: Now): readonly Due[] {
    const { ready, event, seq, serverId, thing, sinceAt: since } = wait;
    if (ready.rule.timing.kind === 'for' && ready.holds === null) waits.remove(wait);
    else waits.set({ ...wait, isTold: true });
    const due = { order: ready.order, serverId, thing, event, seq, since };
    const t = dueAt(wait);
    return tell(ready.rule, due, { ...now, t, at: now.at - (now.t - t) });
  }

  /** What has become due until now, in its order. */
  function due(now: Now): readonly Due[] {
    if (now.t < nextDue) return [];
    const waiting = waits.all().filter(isWaiting);
    const told = waiting.filter((wait) => dueAt(wait) <= now.t);
    nextDue = waiting.reduce(
      (least, wait) => (dueAt(wait) <= now.t ? least : Math.min(least, dueAt(wait))),
      Number.POSITIVE_INFINITY,
    );
    return told
      .sort((a, b) => dueAt(a) - dueAt(b) || a.ready.order - b.ready.order)
      .flatMap((wait) => tellWait(wait, now));
  }

  function setDue(): void {
    nextDue = waits
      .all()
      .filter(isWaiting)
      .reduce((least, wait) => Math.min(least, dueAt(wait)), Number.POSITIVE_INFINITY);
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

  function count(ready: ReadyRule, thing: string, t: number): boolean {
    const { timing } = ready.rule;
    if (timing.kind !== 'times') return false;
    const key = `${ready.rule.id}\n${thing}`;
    const within = [...(counted.get(key) ?? []), t].filter((each) => t - each < timing.withinMs);
    counted.delete(key);
    if (within.length >= timing.count) return true;
    counted.set(key, within);
    const [oldest] = counted.size > MAX_COUNTED ? counted.keys() : [];
    if (oldest !== undefined) counted.delete(oldest);
    return false;
  }

  function takeMatch(ready: ReadyRule, thing: string, candidate: RuleEvent, now: Now): readonly Due[] {
    const { rule, order } = ready;
    const { event, seq, serverId } = candidate;
    const happening = { order, serverId, thing, event, seq, since: null };
    switch (rule.timing.kind) {
      case 'at-once':
        return tell(rule, happening, now);
      case 'times':
        return count(ready, thing, now.t) ? tell(rule, happening, now) : [];
      case 'for': {
        const wait = waits.get(rule.id, thing);
        if (wait !== undefined && !isNews(wait, candidate)) return [];
        break;
      }
      case 'silent':
        break;
    }
    const began = { since: now.t, sinceAt: now.at, isTold: false, knownAt: null };
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
      const began = { since: now.t - agoMs, sinceAt: now.at - agoMs, isTold: false, knownAt: null };
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
      setDue();
    },
    /** Takes an event. Returns what was due before it came, and what it makes due at once. */
    take(offered: OfferedEvent, now: Now, recovered = false): readonly Due[] {
      const { event, seq, serverId } = offered;
      const before = due(now);
      const step = states.note(event, serverId);
      surroundings.note(event, serverId);
      const candidate = { event, seq, serverId, recovered, step };
      if (waits.size > 0) endContrary(thingOf(event, serverId), candidate);
      const found = matcher.match(candidate);
      if (found.length === 0) return before;
      const thing = thingOf(event, serverId);
      matches += found.length;
      const told = found.flatMap((ready) => takeMatch(ready, thing, candidate, now));
      return before.length === 0 ? told : [...before, ...told];
    },
    /** Takes the states that a server says it has: all of them when `isWhole`. */
    takeStates(
      serverId: string,
      offered: readonly OfferedState[],
      isWhole: boolean,
      now: Now,
    ): readonly Due[] {
      const names = new Set(offered.map(({ entity }) => thingOfEntity(entity, serverId)));
      for (const state of offered) takeState(serverId, state, now);
      for (const wait of waits.all()) {
        const isGone = wait.serverId === serverId && isEntity(wait.thing) && !names.has(wait.thing);
        if (isWhole && isGone && wait.knownAt !== null) waits.remove(wait);
      }
      return due(now);
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
      setDue();
      return before;
    },
    due,
    /** When something may become due, by the clock that runs evenly; `null`: never. */
    nextDueAt: (): number | null => (nextDue === Number.POSITIVE_INFINITY ? null : nextDue),
    /** True where a thing is waited for, or was told of and is still so. */
    isKept: (rule: Rule, thing: string): boolean => waits.get(rule.id, thing) !== undefined,
    /** True where rules ask what states things are in. */
    asksForStates: (): boolean => matcher.asksForStates || surroundings.asksForStates(),
    /** What an earlier run left, of rules that are still there. */
    restore(saved: readonly SavedWait[], savedAt: number, now: Now): void {
      const ready = new Map(matcher.ready.map((each) => [each.rule.id, each]));
      for (const { rule, sinceAt, ...rest } of saved) {
        const found = ready.get(rule);
        if (found === undefined || waits.get(rule, rest.thing) !== undefined) continue;
        const since = now.t - Math.max(0, now.at - sinceAt);
        add({ ...rest, ready: found, event: null, since, sinceAt, knownAt: savedAt });
      }
    },
    /** What a later run can't find out by asking what is now. */
    save: (): readonly SavedWait[] =>
      waits
        .all()
        .filter(({ thing, isTold, ready }) =>
          ready.rule.timing.kind === 'for' ? isEntity(thing) : isTold || !isEntity(thing),
        )
        .map(({ ready, serverId, thing, sinceAt, seq, isTold }) => {
          return { rule: ready.rule.id, serverId, thing, sinceAt, seq, isTold };
        }),
    /**
     * What will be told unless something contrary comes, soonest first. Of rules about silence, which wait for all their
     * things all the time, only what has been silent for half of its time.
     */
    pending(now: Now, limit: number): readonly Pending[] {
      return waits
        .all()
        .filter(
          (wait) =>
            isWaiting(wait) &&
            (wait.ready.rule.timing.kind === 'for' || now.t - wait.since > dueAt(wait) - now.t),
        )
        .sort((a, b) => dueAt(a) - dueAt(b))
        .slice(0, limit)
        .map((wait) => ({
          rule: wait.ready.rule,
          serverId: wait.serverId,
          thing: wait.thing,
          event: wait.event,
          seq: wait.seq,
          since: toSecond(now.at - (now.t - wait.since)),
          due: toSecond(now.at - (now.t - dueAt(wait))),
        }));
    },
    /** Events that matched, once for each rule. */
    matches: (): number => matches,
    /** Waits that had to give way to others. */
    dropped: (): number => waits.dropped,
  };
}

/** By how much the clocks of server and client may differ without a thing having spoken again. */
const SKEW_MS = 5_000;

/** The two clocks are not read at the very same time. Without this, the same moment would differ each time. */
function toSecond(at: number): number {
  return Math.round(at / 1_000) * 1_000;
}

/** Which thing of which kind of event. */
function thingOf(event: HaEvent, serverId: string): string {
  const entity = event.event_type === 'state_changed' ? readText(event.data, 'entity_id') : '';
  // What an event is about is read with more care than most events need.
  if (entity !== '' && entity.length < MAX_ID_CHARS) return thingOfEntity(entity, serverId);
  return `${event.event_type}\n${serverId}\n${subjectOf(event)}`.slice(0, MAX_KEY_CHARS);
}

function thingOfEntity(entity: string, serverId: string): string {
  return `state_changed\n${serverId}\n${entity}`;
}

function isEntity(thing: string): boolean {
  return thing.startsWith('state_changed\n');
}

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
