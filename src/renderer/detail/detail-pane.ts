import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changedKeys } from '../../core/events/diff.ts';
import type { HaEvent } from '../../core/events/event.ts';
import type { Row } from '../../core/events/row.ts';
import type { EventDetail } from '../../core/ipc/overview.ts';
import { decodeMessage } from '../../core/stream/decode.ts';
import { formatClock, formatDuration } from '../../core/stream/describe-state.ts';
import { isEntityId } from '../../core/view/choice-list.ts';
import { filterTypeOf, isOwnRow } from '../../core/view/filter.ts';
import { describeAgo, describeDay } from '../../core/view/relative-time.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { detailStyles } from './detail-styles.ts';
import { jsonView } from './json-view.ts';

/** What a button of the pane asks the page to do. */
export type DetailIntent = 'close' | 'only-subject' | 'hide-type' | 'alert';

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'event'; readonly detail: EventDetail };

/** Everything about one event. The full text comes from main when a row is opened. Fires `pl-detail`. */
@customElement('pl-detail-pane')
export class DetailPane extends LitElement {
  static override styles = [base, buttons, detailStyles];

  @property({ attribute: false }) accessor row!: Row;
  @state() accessor loaded: Loaded = { kind: 'loading' };
  @state() accessor copied: 'json' | 'entity' | null = null;

  constructor() {
    super();
    new Ticker(this, 1_000);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('row') && changed.get('row')?.seq !== this.row.seq) void this.#load(this.row.seq);
  }

  async #load(seq: number): Promise<void> {
    this.loaded = { kind: 'loading' };
    this.copied = null;
    const detail = await bridge()
      .readEvent(seq)
      .catch(() => null);
    if (seq === this.row.seq) this.loaded = detail === null ? { kind: 'gone' } : { kind: 'event', detail };
  }

  /** A service or a tag is a subject too. */
  get #isEntity(): boolean {
    return isEntityId(this.row.subject) && this.row.type !== 'call_service';
  }

  #intend(intent: DetailIntent): void {
    this.dispatchEvent(
      new CustomEvent<DetailIntent>('pl-detail', { detail: intent, bubbles: true, composed: true }),
    );
  }

  #copy(what: 'json' | 'entity', text: string): void {
    ask(bridge().copyText(text));
    this.copied = what;
    setTimeout(() => {
      this.copied = null;
    }, 1_600);
  }

  protected override render(): unknown {
    const { row } = this;
    return html`
      <div class="top">
        <div class="title">
          <h2>${row.text}</h2>
          <button
            class="btn ghost icon close"
            aria-label="Close the details"
            title="Close (Esc)"
            @click=${() => {
              this.#intend('close');
            }}
          >
            ${icons.close(15)}
          </button>
        </div>
        <p class="when">${this.#when()}</p>
      </div>
      <div class="body">${this.#body()}</div>
      ${isOwnRow(row) ? nothing : this.#actions()}
    `;
  }

  #when(): string {
    const now = Date.now();
    const { at } = this.row;
    const previous = this.loaded.kind === 'event' ? this.loaded.detail.previousAt : null;
    const since =
      previous === null || previous > at ? '' : `, ${formatDuration(at - previous)} after its previous event`;
    return `${describeDay(at, now)} ${formatClock(at)}, ${describeAgo(at, now)}${since}`;
  }

  #body(): unknown {
    if (isOwnRow(this.row)) return html`<p class="hint">${describeOwnRow(this.row)}</p>`;
    switch (this.loaded.kind) {
      case 'loading':
        return nothing;
      case 'gone':
        return html`<p class="hint">
          The full event has left memory, because newer ones needed the room. Only this line is left.
        </p>`;
      case 'event':
        return this.#event(this.loaded.detail);
    }
  }

  #event(detail: EventDetail): TemplateResult {
    const decoded = decodeMessage(detail.raw);
    return html`
      ${decoded.kind === 'event' ? changes(decoded.event) : nothing}
      ${decoded.kind === 'unparsed' ? html`<p class="hint">${describeUnparsed(decoded.why)}</p>` : nothing}
      <section>
        <h3>Event</h3>
        <dl class="facts">
          <dt>type</dt>
          <dd class="mono">${filterTypeOf(this.row)}</dd>
          ${
            this.row.subject === ''
              ? nothing
              : html`<dt>about</dt>
                  <dd class="mono">${this.row.subject}</dd>`
          }
          <dt>server</dt>
          <dd>${detail.serverName}</dd>
          ${
            this.row.origin === ''
              ? nothing
              : html`<dt>origin</dt>
                  <dd class="mono">${this.row.origin}</dd>`
          }
          ${
            this.row.recovered === true
              ? html`<dt>recovered</dt>
                  <dd>Missed by the stream, fetched from the recorder afterwards</dd>`
              : nothing
          }
          <dt>received</dt>
          <dd>${formatClock(detail.receivedAt)}</dd>
          ${decoded.kind === 'event' ? context(decoded.event) : nothing}
        </dl>
      </section>
      <section>
        <h3>As sent</h3>
        ${jsonView(detail.raw)}
      </section>
    `;
  }

  #actions(): TemplateResult {
    const { row, loaded } = this;
    return html`<div class="actions">
      ${
        row.kind === 'event'
          ? html`<button class="btn small primary" @click=${this.#onAlert}>
              ${icons.bell(14)}Alert me about this
            </button>`
          : nothing
      }
      ${
        row.subject === ''
          ? nothing
          : html`<button class="btn small" @click=${this.#onOnly}>
              ${this.#isEntity ? 'Only this entity' : 'Only this'}
            </button>`
      }
      <button class="btn small" @click=${this.#onHide}>Hide this type</button>
      ${
        loaded.kind === 'event'
          ? html`<button class="btn small" @click=${this.#onCopyJson}>
              ${this.copied === 'json' ? icons.check(14) : icons.copy(14)}Copy JSON
            </button>`
          : nothing
      }
      ${
        row.subject === ''
          ? nothing
          : html`<button class="btn small" @click=${this.#onCopyEntity}>
              ${this.copied === 'entity' ? icons.check(14) : icons.copy(14)}${this.#isEntity ? 'Copy entity id' : 'Copy name'}
            </button>`
      }
      <span class="sr-only" role="status">${this.copied === null ? '' : 'Copied'}</span>
    </div>`;
  }

  readonly #onAlert = (): void => {
    this.#intend('alert');
  };
  readonly #onOnly = (): void => {
    this.#intend('only-subject');
  };
  readonly #onHide = (): void => {
    this.#intend('hide-type');
  };
  readonly #onCopyJson = (): void => {
    if (this.loaded.kind === 'event') this.#copy('json', this.loaded.detail.raw);
  };
  readonly #onCopyEntity = (): void => {
    this.#copy('entity', this.row.subject);
  };
}

function describeOwnRow(row: Row): string {
  return row.kind === 'gap'
    ? 'The stream was interrupted. What happened in the house in this time was not seen, because Home Assistant does not send it again.'
    : 'A note by Porchlight about the connection. It is not an event of Home Assistant.';
}

function describeUnparsed(why: 'not-json' | 'not-an-event' | 'too-deep'): string {
  switch (why) {
    case 'not-json':
      return 'This message is not valid JSON. It is shown as it came.';
    case 'not-an-event':
      return 'This message is JSON, but it is not an event. It is shown as it came.';
    case 'too-deep':
      return 'This message is nested too deeply to be read. It is shown as it came.';
  }
}

function changes(event: HaEvent): TemplateResult | typeof nothing {
  const keys = changedKeys(event);
  if (keys.length === 0) return nothing;
  return html`<section>
    <h3>Changed</h3>
    <dl class="diff">
      ${keys.map(
        ({ key, before, after }) =>
          html`<dt>${key}</dt>
            <dd>
              ${before === null ? html`<span class="none">none</span>` : html`<s>${before}</s>`}<span
                class="arrow"
                >→</span
              >${after === null ? html`<span class="none">none</span>` : html`<ins>${after}</ins>`}
            </dd>`,
      )}
    </dl>
  </section>`;
}

function context({ context: cause }: HaEvent): TemplateResult | typeof nothing {
  if (cause === undefined) return nothing;
  return html`<dt>context</dt>
    <dd class="mono">${cause.id}</dd>
    ${
      cause.parent_id
        ? html`<dt>parent</dt>
            <dd class="mono">${cause.parent_id}</dd>`
        : nothing
    }
    ${
      cause.user_id
        ? html`<dt>user</dt>
            <dd class="mono">${cause.user_id}</dd>`
        : nothing
    }`;
}
