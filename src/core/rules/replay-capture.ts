import type { HaEvent } from '../events/event.ts';
import { toStateChange } from '../events/state-change.ts';
import type { QueryContext } from '../query/item.ts';
import { createEngine, type Decision, type Now } from './engine.ts';
import { loudest } from './loudest.ts';
import type { Rule } from './rule.ts';

/** An event of a file. Its key is its number there. */
interface CapturedEvent {
  /** Epoch ms. */
  readonly at: number;
  readonly seq: number;
  readonly serverId: string;
  readonly event: HaEvent;
}

/**
 * Runs rules over the events of a file, with the same code as live, on a clock that the events set. It is read twice, because
 * what was so before is told by the first change of each thing. Nothing is known of this computer: a condition about it holds.
 */
export function createCaptureReplay(
  rules: readonly Rule[],
  context: QueryContext,
  tell: (decision: Decision) => void,
) {
  const engine = createEngine();
  engine.follow(rules, context);
  const known = new Set<string>();
  let now = 0;

  const moment = (at: number): Now => {
    // The clock of the computer may have been set back.
    now = Math.max(now, at);
    return { t: now, at: now, computer: null };
  };
  const tellAll = (decisions: readonly Decision[]): void => {
    for (const decision of loudest(decisions)) if (decision.verdict === 'tell') tell(decision);
  };

  /** Tells what becomes due on the way, at each moment by itself, as an alarm would. */
  const moveTo = (at: number): void => {
    for (let due = engine.nextDueAt(); due !== null && due <= at;) {
      tellAll(engine.due(moment(due)));
      const next = engine.nextDueAt();
      due = next !== null && next > due ? next : null;
    }
  };

  return {
    /** First of all, in the order of the file: what was so before. */
    lookAhead(event: HaEvent, serverId: string): void {
      const change = event.event_type === 'state_changed' ? toStateChange(event) : null;
      const key = `${serverId}\n${change?.entityId ?? ''}`;
      if (change === null || !engine.isAsked(change.entityId) || known.has(key)) return;
      known.add(key);
      if (change.before === null) return;
      engine.rememberStates([{ serverId, entity: change.entityId, state: change.before.state }]);
    },
    take({ at, seq, serverId, event }: CapturedEvent): void {
      moveTo(at);
      tellAll(engine.take({ event, seq, serverId }, moment(at)));
    },
    /** From the event before until a moment, epoch ms, nobody listened to a server. */
    missed(serverId: string, until: number): void {
      tellAll(engine.link(serverId, false, moment(now)));
      moveTo(until);
      tellAll(engine.link(serverId, true, moment(until)));
    },
    /** At the last event. What would have become due later is not known. */
    end(): void {
      tellAll(engine.due(moment(now)));
    },
  };
}
