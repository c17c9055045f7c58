import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A list of listeners without a payload: "something changed, look again". */
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
  readonly #signal: () => Signal;
  #undo: (() => void) | null = null;

  /** `signal` is asked for when the component enters the page, by when its properties are set. */
  constructor(host: ReactiveControllerHost, signal: () => Signal) {
    this.#host = host;
    this.#signal = signal;
    host.addController(this);
  }

  hostConnected(): void {
    this.#undo = this.#signal().on(() => {
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#undo?.();
    this.#undo = null;
  }
}

/** Draws a component again at an interval, for times that are told in words. */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #everyMs: number;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(host: ReactiveControllerHost, everyMs: number) {
    this.#host = host;
    this.#everyMs = everyMs;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      this.#host.requestUpdate();
    }, this.#everyMs);
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
