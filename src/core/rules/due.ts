import type { HaEvent } from '../events/event.ts';
import type { RuleEvent } from './match-rule.ts';
import type { Condition, Rule } from './rule.ts';
import type { Moment } from './surroundings.ts';

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
  /** The condition because of which it has not told yet, although it is due. */
  readonly unmet: Condition | null;
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

/** What is kept of the matches of a thing that a rule counts: their moments, epoch ms, oldest first. */
export interface SavedCount {
  readonly rule: string;
  readonly serverId: string;
  readonly thing: string;
  readonly at: readonly number[];
}

/** What a later run can't find out by asking what is so then. */
export interface Saved {
  readonly waits: readonly SavedWait[];
  readonly counts: readonly SavedCount[];
}
