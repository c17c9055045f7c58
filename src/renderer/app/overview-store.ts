import type { Overview } from '../../core/ipc/overview.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Signal } from '../state/signal.ts';

/** The newest overview. Subscribes first and asks second, so that no change falls between. */
export class OverviewStore {
  readonly changed = new Signal();
  #value: Overview | null = null;

  get value(): Overview | null {
    return this.#value;
  }

  /** Returns the undo. */
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
    return undo;
  }

  #set(overview: Overview): void {
    this.#value = overview;
    this.changed.emit();
  }
}
