import type { Due, Now, Pending } from './due.ts';
import type { Condition, Rule } from './rule.ts';
import type { Surroundings } from './surroundings.ts';
import { createWaits, dueAt, type Wait } from './waits.ts';

const NONE: readonly Due[] = [];

/** How often it is looked what this computer is doing, while a rule waits for that: nothing else tells. */
const LOOK_EVERY_MS = 10_000;

/**
 * A rule whose conditions did not hold for the events of a server when they were looked at, and when they may hold, whatever
 * happens: epoch ms.
 */
interface Held {
  readonly rule: Rule;
  readonly serverId: string;
  readonly lookedAt: number;
  readonly againAt: number;
}

/** When a rule tells of a wait: by both clocks. */
type Moment = Pick<Now, 't' | 'at'>;

/**
 * What rules wait for, and when they tell of it. A wait that is due while a condition does not hold goes on: it is told of when
 * all of them hold, if it is still so then.
 *
 * @param isHeard whether a server can be heard. What it does not say is no silence else
 */
export function createDueWaits(surroundings: Surroundings, isHeard: (serverId: string) => boolean) {
  const waits = createWaits();
  /** By rule and server. */
  const held = new Map<string, Held>();
  /** By the clock that runs evenly, nothing becomes due before. It may be too early, never too late. */
  let nextDue = Number.POSITIVE_INFINITY;
  /** The next look at what is held, by each of the clocks: either may have been still for a time. */
  let again: Moment = { t: Number.POSITIVE_INFINITY, at: Number.POSITIVE_INFINITY };
  /** What surroundings there were at the last look. */
  let judged: { readonly changes: number; readonly computer: Now['computer'] } | null = null;
  /** False where a wait that was held may be due, and its rule is not among those in `held`. */
  let areHeldKnown = true;

  function isWaiting({ ready, serverId, isTold, knownAt }: Wait): boolean {
    return !isTold && knownAt === null && (ready.rule.timing.kind !== 'silent' || isHeard(serverId));
  }

  function isToBeJudged(now: Now): boolean {
    if (held.size === 0) return false;
    const isSame = judged?.changes === surroundings.changes() && judged.computer === now.computer;
    return !isSame || now.t >= again.t || now.at >= again.at;
  }

  /** The first moment after another, and not after now, at which all conditions hold; `null` if there is none. */
  function whenFree(rule: Rule, serverId: string, after: number, now: Now): Moment | null {
    const momentAt = (at: number): Now => ({ ...now, at, t: now.t - (now.at - at) });
    const holdsAt = (moment: Now): boolean => surroundings.unmet(rule, serverId, moment) === null;
    // Between two looks only the hours can have changed something.
    let at = surroundings.hoursAfter(rule, after);
    while (at < now.at && !holdsAt(momentAt(at))) at = surroundings.hoursAfter(rule, at);
    if (at < now.at) return momentAt(at);
    return holdsAt(now) ? now : null;
  }

  function hold(rule: Rule, serverId: string, { at, computer }: Now): void {
    const hoursAt = surroundings.hoursAfter(rule, at);
    const isLookedAt = rule.onlyIf.some(
      (condition) => condition.kind === 'computer' && computer !== null && condition.is !== computer,
    );
    const lookAt = isLookedAt ? at + LOOK_EVERY_MS : hoursAt;
    held.set(keyOf(rule, serverId), { rule, serverId, lookedAt: at, againAt: Math.min(hoursAt, lookAt) });
  }

  function toDue(
    { ready, event, seq, serverId, thing, sinceAt }: Wait,
    moment: Moment,
    unmet: Condition | null,
  ): Due {
    const { rule, order } = ready;
    return { rule, order, serverId, thing, event, seq, since: sinceAt, unmet, at: moment.at, t: moment.t };
  }

  function tell(wait: Wait, moment: Moment): Due {
    if (wait.ready.rule.timing.kind === 'for' && wait.ready.holds === null) waits.remove(wait);
    else waits.set({ ...wait, isTold: true });
    return toDue(wait, moment, null);
  }

  /** Tells of a wait that has become due, or says why not. */
  function tellOrHold(wait: Wait, now: Now): readonly Due[] {
    const { ready, serverId } = wait;
    const t = dueAt(wait);
    const moment = { ...now, t, at: now.at - (now.t - t) };
    const unmet = surroundings.unmet(ready.rule, serverId, moment);
    if (unmet === null) return [tell(wait, moment)];
    const why = toDue(wait, moment, unmet);
    const free = whenFree(ready.rule, serverId, moment.at, now);
    if (free !== null) return [why, tell(wait, free)];
    waits.set({ ...wait, isHeld: true });
    hold(ready.rule, serverId, now);
    return [why];
  }

  /** What has become due until now, in its order. */
  function due(now: Now): readonly Due[] {
    const isAgain = isToBeJudged(now);
    if (now.t < nextDue && !isAgain) return NONE;
    const free = new Map<string, Moment | null>();
    function freeOf(rule: Rule, serverId: string): Moment | null {
      const key = keyOf(rule, serverId);
      const known = free.get(key);
      if (known !== undefined) return known;
      const found = whenFree(rule, serverId, held.get(key)?.lookedAt ?? now.at, now);
      free.set(key, found);
      if (found === null) hold(rule, serverId, now);
      else held.delete(key);
      return found;
    }
    const isAnyFree =
      isAgain &&
      [...held.values()].filter(({ rule, serverId }) => freeOf(rule, serverId) !== null).length > 0;
    const isPass = isAnyFree || now.t >= nextDue;
    const told = isPass ? tellAll(now, isAnyFree || !areHeldKnown ? freeOf : null) : NONE;
    if (isAgain) judged = { changes: surroundings.changes(), computer: now.computer };
    const at = Math.min(...[...held.values()].map(({ againAt }) => againAt));
    again = { at, t: now.t + (at - now.at) };
    return told;
  }

  /** @param freeOf `null` where nothing that is held has become free */
  function tellAll(
    now: Now,
    freeOf: ((rule: Rule, serverId: string) => Moment | null) | null,
  ): readonly Due[] {
    const waiting = waits.all().filter(isWaiting);
    const ready = waiting.filter((wait) => dueAt(wait) <= now.t && (freeOf !== null || !wait.isHeld));
    const later = waiting.filter((wait) => dueAt(wait) > now.t);
    nextDue = leastDue(later);
    areHeldKnown = !later.some(({ isHeld }) => isHeld);
    return ready
      .sort((a, b) => dueAt(a) - dueAt(b) || a.ready.order - b.ready.order)
      .flatMap((wait) => {
        if (freeOf === null || !wait.isHeld) return tellOrHold(wait, now);
        const moment = freeOf(wait.ready.rule, wait.serverId);
        return moment === null ? [] : [tell(wait, moment)];
      })
      .sort((a, b) => a.t - b.t || a.order - b.order);
  }

  return {
    /** All of them. Those that are set here are told of only after `add` or `setDue`. */
    waits,
    add(wait: Wait): void {
      waits.set(wait);
      if (wait.isHeld) areHeldKnown = false;
      if (!wait.isTold) nextDue = Math.min(nextDue, dueAt(wait));
    },
    due,
    /** Looks at all again: rules have changed, or a server can be heard again. */
    setDue(): void {
      held.clear();
      areHeldKnown = false;
      nextDue = leastDue(waits.all().filter(isWaiting));
    },
    /** When something may become due, by the clock that runs evenly; infinite: never. */
    nextDueAt: (): number => Math.min(nextDue, held.size === 0 ? Number.POSITIVE_INFINITY : again.t),
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
        .map((wait) => toPending(wait, surroundings, now));
    },
  };
}

function toPending(wait: Wait, surroundings: Surroundings, now: Now): Pending {
  const { ready, serverId, thing, event, seq, since, isHeld } = wait;
  const { rule } = ready;
  return {
    ...{ rule, serverId, thing, event, seq },
    since: toSecond(now.at - (now.t - since)),
    due: toSecond(now.at - (now.t - dueAt(wait))),
    unmet: isHeld ? surroundings.unmet(rule, serverId, now) : null,
  };
}

function leastDue(waits: readonly Wait[]): number {
  return waits.reduce((least, wait) => Math.min(least, dueAt(wait)), Number.POSITIVE_INFINITY);
}

function keyOf({ id }: Rule, serverId: string): string {
  return `${id}\n${serverId}`;
}

/** The two clocks are not read at the very same time. Without this, the same moment would differ each time. */
function toSecond(at: number): number {
  return Math.round(at / 1_000) * 1_000;
}
