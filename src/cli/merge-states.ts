import type { StoredEvent, StoredState } from '../core/history/history.ts';

/** Puts the states of connections between events, by the time at which both arrived here. */
export function mergeStates(states: readonly StoredState[], reverse: boolean) {
  const waiting = reverse ? states.toReversed() : states;
  let next = 0;

  function takeBefore(event: StoredEvent): readonly StoredState[] {
    const from = next;
    for (let state = waiting[next]; state !== undefined; state = waiting[next]) {
      if (reverse ? state.at < event.receivedAt : state.at > event.receivedAt) break;
      next += 1;
    }
    return waiting.slice(from, next);
  }

  return {
    /** The events of a page with the states that stand before and among them. */
    withPage: (page: readonly StoredEvent[]) => page.flatMap((event) => [...takeBefore(event), event]),
    /** The states after the last page. */
    rest: () => waiting.slice(next),
  };
}
