import type { HaEvent } from '../events/event.ts';
import type { ReadyRule } from './match-rule.ts';

/** More than a home can have at once. */
const MAX_WAITS = 10_000;

/** A thing that has matched, or been silent, since some moment. It stays after the alert, so that there is only one. */
export interface Wait {
  readonly ready: ReadyRule;
  readonly serverId: string;
  /** The thing and the kind of event. */
  readonly thing: string;
  /** When it began, by the monotonic clock, ms. */
  readonly since: number;
  /** The same moment, epoch ms, for the text. */
  readonly sinceAt: number;
  /** Row of its event; `null` if there is none. */
  readonly seq: number | null;
  readonly event: HaEvent | null;
  readonly isTold: boolean;
  /** It was due, and it has been said that a condition keeps it from being told. */
  readonly isHeld: boolean;
  /** Epoch ms at which an earlier run last knew it, until this run has confirmed it. */
  readonly knownAt: number | null;
}

/** All waiting things. Memory is limited: the oldest is dropped and counted. */
export function createWaits(maxWaits = MAX_WAITS) {
  const waits = new Map<string, Wait>();
  const byThing = new Map<string, Set<string>>();
  let dropped = 0;

  function remove(key: string): void {
    const wait = waits.get(key);
    if (wait === undefined) return;
    waits.delete(key);
    const keys = byThing.get(wait.thing);
    keys?.delete(key);
    if (keys?.size === 0) byThing.delete(wait.thing);
  }

  return {
    get: (ruleId: string, thing: string): Wait | undefined => waits.get(keyOf(ruleId, thing)),
    all: (): readonly Wait[] => [...waits.values()],
    ofThing: (thing: string): readonly Wait[] =>
      [...(byThing.get(thing) ?? [])].flatMap((key) => waits.get(key) ?? []),
    /** Replaces one of the same rule and thing. */
    set(wait: Wait): void {
      const key = keyOf(wait.ready.rule.id, wait.thing);
      remove(key);
      waits.set(key, wait);
      const keys = byThing.get(wait.thing) ?? new Set();
      byThing.set(wait.thing, keys.add(key));
      const [oldest] = waits.size > maxWaits ? waits.keys() : [];
      if (oldest === undefined) return;
      remove(oldest);
      dropped += 1;
    },
    remove({ ready, thing }: Wait): void {
      remove(keyOf(ready.rule.id, thing));
    },
    get size() {
      return waits.size;
    },
    /** Number of dropped ones. */
    get dropped() {
      return dropped;
    },
  };
}

function keyOf(ruleId: string, thing: string): string {
  return `${ruleId}\n${thing}`;
}

/** When its alert is due, by the monotonic clock. */
export function dueAt({ ready, since }: Wait): number {
  const { timing } = ready.rule;
  return timing.kind === 'for' || timing.kind === 'silent' ? since + timing.ms : Number.POSITIVE_INFINITY;
}
