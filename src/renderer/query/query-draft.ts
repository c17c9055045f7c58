import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LogModel } from '../state/log-model.ts';

/** The list follows the typing after this delay, so that fast typing does not ask for every letter. */
const APPLY_AFTER_MS = 80;
/** While a value is unfinished, the delay is longer. */
const APPLY_BEGUN_AFTER_MS = 900;
/** An error in an unfinished word is shown after this time. */
const TELL_AFTER_MS = 450;

type DraftHost = ReactiveControllerHost & { readonly model: LogModel };

/** The text in the query field, which the model gets after a delay. */
export class QueryDraft implements ReactiveController {
  text = '';
  /** Some time has passed since the last key. */
  isCalm = true;
  readonly #host: DraftHost;
  /** The last query sent to the model or received from it. */
  #known = '';
  #applyTimer: ReturnType<typeof setTimeout> | null = null;
  #calmTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: DraftHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#applyTimer !== null) this.apply();
    this.#stopCalm();
    this.isCalm = true;
  }

  /** Takes over a query from elsewhere, such as a chip or a view. Returns whether there was one. */
  sync(): boolean {
    const { typed } = this.#host.model;
    if (typed === this.#known) return false;
    this.#known = typed;
    this.#stopApply();
    this.text = typed;
    return true;
  }

  type(text: string): void {
    this.text = text;
    this.#applyLater(APPLY_AFTER_MS);
    this.isCalm = false;
    this.#stopCalm();
    this.#calmTimer = setTimeout(() => this.calm(), TELL_AFTER_MS);
    this.#host.requestUpdate();
  }

  /** The person has finished: an error may be shown. */
  calm(): void {
    this.isCalm = true;
    this.#host.requestUpdate();
  }

  apply(): void {
    this.#stopApply();
    this.#known = this.text;
    this.#host.model.setQuery(this.text);
  }

  /** Sends an unsent query to the model, and remembers the query that a person stayed with. */
  settle(): void {
    if (this.#applyTimer !== null) this.apply();
    const { memory, queryError } = this.#host.model;
    if (queryError === null) memory.remember(this.text);
  }

  /** The typed text is, or is no longer, only the beginning of a value. Does nothing if there is no change to send. */
  setBegun(isBegun: boolean): void {
    if (this.#applyTimer !== null) this.#applyLater(isBegun ? APPLY_BEGUN_AFTER_MS : APPLY_AFTER_MS);
  }

  #applyLater(afterMs: number): void {
    this.#stopApply();
    this.#applyTimer = setTimeout(() => this.apply(), afterMs);
  }

  #stopApply(): void {
    if (this.#applyTimer !== null) clearTimeout(this.#applyTimer);
    this.#applyTimer = null;
  }

  #stopCalm(): void {
    if (this.#calmTimer !== null) clearTimeout(this.#calmTimer);
    this.#calmTimer = null;
  }
}
