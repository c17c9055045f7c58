import type { Overview } from '../../core/ipc/overview.ts';
import { shareEqual } from '../../core/view/share-equal.ts';
import { createBeatCall } from '../state/beat.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Signal } from '../state/signal.ts';

/**
 * The newest overview. What has not changed in it stays the same object, so that nobody draws it again. What only counts is
 * told with the beat, everything else at once.
 */
export class OverviewStore {
  readonly changed = new Signal();
  #value: Overview | null = null;
  readonly #beat = createBeatCall(() => {
    this.changed.emit();
  });

  get value(): Overview | null {
    return this.#value;
  }

  /** Subscribes first and asks second, so that no change falls between. Returns the undo. */
  open(): () => void {
    let pushed = false;
    const undo = bridge().on('overview', (overview) => {
      pushed = true;
      this.#set(overview);
    });
    ask(
      bridge()
        .getOverview()
        .then((overview) => {
          if (!pushed) this.#set(overview);
        }),
    );
    return () => {
      undo();
      this.#beat.stop();
    };
  }

  #set(overview: Overview): void {
    const before = this.#value;
    const next = shareEqual(before, overview);
    if (next === before) return;
    this.#value = next;
    if (before !== null && isOnlyCounted(before, next)) this.#beat.ask();
    else this.changed.emit();
  }
}

/** Nothing but the counts of events differs. */
function isOnlyCounted(before: Overview, next: Overview): boolean {
  const { counts, history } = before;
  const recounted = { ...next, counts, history: { ...next.history, status: history.status } };
  return shareEqual(before, recounted) === before;
}
