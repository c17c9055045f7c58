import type { HaEvent } from '../events/event.ts';
import type { ReadyRule } from './match-rule.ts';

/** More than anybody has things that are so at once. */
const MAX_WAITS = 10_000;

/** A thing that has been so, or has said nothing, since some moment. It stays after its rule has told: once is enough. */
export interface Wait {
  readonly ready: ReadyRule;
  readonly serverId: string;
  /** Which thing of which kind of event. */
  readonly thing: string;
  /** When it began, by the clock that runs evenly, ms. */
  readonly since: number;
  /** The same moment, epoch ms, to be said. */
  readonly sinceAt: number;
  /** Row of its event; `null` where there is none. */
  readonly seq: number | null;
  readonly event: HaEvent | null;
  readonly isTold: boolean;
  /** Epoch ms at which an earlier run knew it last, as long as nothing has shown that it is still so. */
  readonly knownAt: number | null;
}

/** Everything that waits. Memory is bounded: the oldest gives way, and is counted. */
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
    /** Also in the place of the one of the same rule and thing. */
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
    /** So many had to give way. */
    get dropped() {
      return dropped;
    },
  };
}

function keyOf(ruleId: string, thing: string): string {
  return `${ruleId}\n${thing}`;
}

/** When it is to be told, by the clock that runs evenly. */
export function dueAt({ ready, since }: Wait): number {
  const { timing } = ready.rule;
  return timing.kind === 'for' || timing.kind === 'silent' ? since + timing.ms : Number.POSITIVE_INFINITY;
}
