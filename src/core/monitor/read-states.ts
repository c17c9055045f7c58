import { readRecord, readText } from '../events/read-field.ts';
import { stateText } from '../events/state-change.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { LIMITS } from '../limits.ts';
import type { OfferedState } from '../rules/engine.ts';
import { sleep } from '../sleep.ts';
import type { RecorderAccess } from '../stream/connection.ts';
import { getList } from '../stream/rest-list.ts';

/** What states a server says that it has; all of them when `isWhole`. */
export interface ReadStates {
  readonly states: readonly OfferedState[];
  readonly isWhole: boolean;
}

/** Asks for all states, within the requests that are allowed. How old they are is said by the server's own clock. */
export async function readStates(access: RecorderAccess): Promise<ReadStates> {
  const { budget, clock, signal } = access;
  const waitMs = (): number => budget.waitMs(LIMITS.requestsSparedForStream);
  while (waitMs() > 0 && !signal.aborted) await sleep(clock, waitMs(), signal);
  if (signal.aborted) return { states: [], isWhole: false };
  budget.take();
  const states: OfferedState[] = [];
  let serverNow = clock.now();
  const answer = await getList(access, access.target, {
    path: '/api/states',
    shape: 'list',
    maxBytes: LIMITS.maxStatesBytes,
    signal,
    onDate: (date) => (serverNow = date),
    onElement(element) {
      const entity = readText(element, 'entity_id');
      if (entity === '') return;
      const agoMs = (name: string): number =>
        Math.max(0, serverNow - (parseFiredAt(readText(element, name)) ?? serverNow));
      const changedMs = agoMs('last_changed');
      states.push({
        entity,
        state: stateText(element['state']),
        attributes: readRecord(element, 'attributes'),
        changedMs,
        // Since 2024.4 also what was said again is told.
        toldMs: readText(element, 'last_reported') === '' ? agoMs('last_updated') : agoMs('last_reported'),
      });
    },
  });
  return { states, isWhole: answer.ok === true };
}
