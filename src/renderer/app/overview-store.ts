import type { Overview } from '../../core/ipc/overview.ts';
import { shareEqual } from '../../core/view/share-equal.ts';
import { createBeatCall } from '../state/beat.ts';
import { ask, bridge } from '../state/bridge.ts';

/**
 * Calls `fn` with each new overview. Unchanged parts stay the same objects, so that they are not drawn again. Changes of
 * counts only are reported on the next beat, all others at once. Returns the undo.
 */
export function watchOverview(fn: (overview: Overview) => void): () => void {
  let value: Overview | null = null;
  const beat = createBeatCall(() => {
    if (value !== null) fn(value);
  });

  function take(overview: Overview): void {
    const before = value;
    value = shareEqual(before, overview);
    if (value === before) return;
    if (before !== null && isOnlyCounted(before, value)) beat.ask();
    else fn(value);
  }

  // Subscribes first and asks second, so that no change is missed.
  const undo = bridge().on('overview', take);
  const asked = bridge().getOverview();
  ask(
    asked.then((overview) => {
      if (value === null) take(overview);
    }),
  );
  return () => {
    undo();
    beat.stop();
  };
}

/** Only the counts of events differ. */
function isOnlyCounted(before: Overview, next: Overview): boolean {
  const { counts, history } = before;
  const recounted = { ...next, counts, history: { ...next.history, status: history.status } };
  return shareEqual(before, recounted) === before;
}
