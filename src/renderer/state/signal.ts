import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onBeat } from './beat.ts';

/** A list of listeners without a payload: they read the changed state themselves. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  on(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  emit(): void {
    for (const fn of this.#listeners) fn();
  }
}

/** Draws a component again whenever a signal says so, for as long as the component is in the page. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #signal: () => Pick<Signal, 'on'>;
  #undo: (() => void) | null = null;

  /** `signal` is asked for when the component enters the page, by when its properties are set. */
  constructor(host: ReactiveControllerHost, signal: () => Pick<Signal, 'on'>) {
    this.#host = host;
    this.#signal = signal;
    host.addController(this);
  }

  hostConnected(): void {
    this.#undo = this.#signal().on(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#undo?.();
    this.#undo = null;
  }
}

/** Listens to the keys of the whole window while the component is in the page. */
export class WindowKeys implements ReactiveController {
  readonly #onKey: (event: KeyboardEvent) => void;

  constructor(host: ReactiveControllerHost, onKey: (event: KeyboardEvent) => void) {
    this.#onKey = onKey;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#onKey);
  }
}

/** Draws a component again on each beat, for relative times. */
export class Ticker extends Watch {
  constructor(host: ReactiveControllerHost) {
    super(host, () => ({ on: onBeat }));
  }
}
