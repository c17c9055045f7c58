import type { HaEvent } from '../events/event.ts';
import { readText } from '../events/read-field.ts';
import { isAbsent, toStateChange } from '../events/state-change.ts';
import type { CurrentState } from '../history/history.ts';
import { isWithinHours, nextStartOf } from './hours.ts';
import type { Condition, Rule } from './rule.ts';

/** Most remembered entities: more than a home has people and conditions. */
const MAX_ENTITIES = 5_000;

/** The moment of the alert. */
export interface Moment {
  /** Epoch ms. */
  readonly at: number;
  /** `locked`: or nobody has used it for a while. `null` if unknown; a condition about it then holds. */
  readonly computer: 'locked' | 'in-use' | null;
}

type Known = Pick<CurrentState, 'serverId' | 'entity' | 'state'>;

/** A state, and the last one that was known. */
interface Seen extends Known {
  readonly last: string;
}

export type Surroundings = ReturnType<typeof createSurroundings>;

/** The present values for the conditions of rules. Memory is limited: entities above the limit are unknown. */
export function createSurroundings(seen: ReadonlyMap<string, Seen> = new Map()) {
  const states = new Map(seen);
  let asked: ReadonlySet<string> = new Set();
  let asksForPeople = false;
  let changes = 0;

  function isAsked(entity: string): boolean {
    return asked.has(entity) || (asksForPeople && /^(?:person|device_tracker)\./.test(entity));
  }

  function remember({ serverId, entity, state }: Known): void {
    if (!isAsked(entity)) return;
    const key = `${serverId}\n${entity}`;
    const before = states.get(key);
    if (before === undefined && states.size >= MAX_ENTITIES) return;
    if (before?.state === state) return;
    states.set(key, { serverId, entity, state, last: isAbsent(state) ? (before?.last ?? state) : state });
    changes += 1;
  }

  /** Whether none of the things of a domain is at home; `null` where there are none. */
  function isAway(serverId: string, domain: 'person' | 'device_tracker'): boolean | null {
    let isAnyKnown = false;
    for (const each of states.values()) {
      if (each.serverId !== serverId || !each.entity.startsWith(`${domain}.`) || isAbsent(each.last))
        continue;
      if (each.last === 'home') return false;
      isAnyKnown = true;
    }
    return isAnyKnown ? true : null;
  }

  function holds(condition: Condition, serverId: string, { at, computer }: Moment): boolean {
    switch (condition.kind) {
      case 'state': {
        const { server = serverId, entity, is } = condition;
        const state = states.get(`${server}\n${entity}`)?.state.toLowerCase();
        if (state === undefined) return false;
        return condition.states.some((each) => each.toLowerCase() === state) === (is === 'in');
      }
      case 'everybody-away':
        return isAway(serverId, 'person') ?? isAway(serverId, 'device_tracker') ?? false;
      case 'hours':
        return isWithinHours(condition, at);
      case 'sun': {
        const sun = states.get(`${serverId}\nsun.sun`)?.last;
        return sun === (condition.is === 'up' ? 'above_horizon' : 'below_horizon');
      }
      case 'computer':
        return computer === null || computer === condition.is;
    }
  }

  return {
    /** Sets the rules whose conditions will be checked. */
    follow(rules: readonly Rule[]): void {
      const all = rules.flatMap(({ enabled, onlyIf }) => (enabled ? onlyIf : []));
      asked = new Set(all.flatMap(namedIn));
      asksForPeople = all.some(({ kind }) => kind === 'everybody-away');
      changes += 1;
    },
    /** True if a condition is about states. */
    asksForStates: () => asked.size > 0 || asksForPeople,
    isAsked,
    note(event: HaEvent, serverId: string): void {
      if (asked.size === 0 && !asksForPeople) return;
      if (event.event_type !== 'state_changed' || !isAsked(readText(event.data, 'entity_id'))) return;
      const change = toStateChange(event);
      if (change === null) return;
      remember({ serverId, entity: change.entityId, state: change.after?.state ?? 'unknown' });
    },
    remember,
    /**
     * The first condition of a rule that does not hold, for an event of a server; `null` when all hold. A condition about an
     * unknown state does not hold.
     */
    unmet: ({ onlyIf }: Rule, serverId: string, moment: Moment): Condition | null =>
      onlyIf.find((condition) => !holds(condition, serverId, moment)) ?? null,
    /** It is another number when a condition may hold that did not, for another reason than the time or this computer. */
    changes: () => changes,
    /** When hours of a rule begin that a moment is not within, epoch ms; infinite where there are none. */
    hoursAfter: ({ onlyIf }: Rule, at: number): number =>
      Math.min(
        ...onlyIf.map((condition) =>
          condition.kind === 'hours' && !isWithinHours(condition, at)
            ? nextStartOf(condition, at)
            : Number.POSITIVE_INFINITY,
        ),
      ),
    /** A copy of the present values. */
    copy: () => createSurroundings(states),
  };
}

/** Whether a rule asks if somebody uses this computer. */
export function asksForUser(rules: readonly Rule[]): boolean {
  return rules.some(({ enabled, onlyIf }) => enabled && onlyIf.some(({ kind }) => kind === 'computer'));
}

function namedIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'state':
      return [condition.entity];
    case 'sun':
      return ['sun.sun'];
    case 'everybody-away':
    case 'hours':
    case 'computer':
      return [];
  }
}
