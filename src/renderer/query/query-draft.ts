import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LogModel } from '../state/log-model.ts';

/** The list follows the typing person this much later, so that a fast one does not ask for every letter. */
const APPLY_AFTER_MS = 80;
/** As long as a value is only begun, it does so when the person hesitates. */
const APPLY_BEGUN_AFTER_MS = 900;
/** Nobody is told about a mistake in a word that is not finished. */
const TELL_AFTER_MS = 450;

type DraftHost = ReactiveControllerHost & { readonly model: LogModel };

/** The text in the query field, which the model hears of a moment later. */
export class QueryDraft implements ReactiveController {
  text = '';
  /** A while has passed since the last key. */
  isCalm = true;
  readonly #host: DraftHost;
  /** What the model was told or has told last. */
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

  /** Takes over a query that came from elsewhere, a chip or a view. Returns whether there was one. */
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

  /** The person is done: what is wrong may be said. */
  calm(): void {
    this.isCalm = true;
    this.#host.requestUpdate();
  }

  apply(): void {
    this.#stopApply();
    this.#known = this.text;
    this.#host.model.setQuery(this.text);
  }

  /** Tells the model what it has not heard yet, and keeps the query that a person stayed with. */
  settle(): void {
    if (this.#applyTimer !== null) this.apply();
    const { memory, queryError } = this.#host.model;
    if (queryError === null) memory.remember(this.text);
  }

  /** What was typed is, or is no longer, only the beginning of a value. Without a change to tell there is nothing to do. */
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
