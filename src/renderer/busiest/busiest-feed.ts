import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Busiest } from '../../core/history/history.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import { bridge } from '../state/bridge.ts';

const REFRESH_MS = 5_000;

/** Loads the busiest entities while their panel is open: at once, and then every five seconds. */
export class BusiestFeed implements ReactiveController {
  answer: Busiest | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  #asked: { readonly source: LogSource; readonly spanMs: number } | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  start(source: LogSource, spanMs: number): void {
    this.stop();
    this.#asked = { source, spanMs };
    void this.#ask();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#ask();
    }, REFRESH_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#asked = null;
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    if (asked === null) return;
    const answer = await bridge()
      .readBusiest(asked.source, asked.spanMs)
      .catch(() => null);
    if (asked !== this.#asked) return;
    this.failed = answer === null;
    this.answer = answer ?? this.answer;
    this.#host.requestUpdate();
  }
}
