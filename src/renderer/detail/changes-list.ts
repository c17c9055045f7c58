import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChangedKey } from '../../core/events/diff.ts';
import { base } from '../styles/base.ts';

/** A longer value is cut until a person opens it. */
const MAX_CHARS = 140;
/** Changes shown at first: a forecast changes in dozens of places. */
const MAX_KEYS = 12;

/** What a `state_changed` changed: key, old value, new value. */
@customElement('pl-changes')
export class ChangesList extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(64px, 120px) minmax(0, 1fr);
        gap: 4px 12px;
        font-size: 12.5px;
      }
      dt {
        color: var(--dim);
        overflow-wrap: anywhere;
      }
      dd {
        overflow-wrap: anywhere;
      }
      s,
      ins {
        white-space: pre-wrap;
      }
      s {
        color: var(--old);
        text-decoration-thickness: 1px;
      }
      ins {
        color: var(--new);
        font-weight: 600;
        text-decoration: none;
      }
      .none {
        color: var(--dim);
        font-style: italic;
      }
      .arrow {
        padding: 0 6px;
        color: var(--faint);
      }
    `,
  ];

  @property({ attribute: false }) accessor keys: readonly ChangedKey[] = [];
  /** Keys whose values are shown whole. */
  @state() accessor whole: ReadonlySet<string> = new Set();
  @state() accessor all = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('keys')) return;
    this.whole = new Set();
    this.all = false;
  }

  protected override render(): unknown {
    const shown = this.all ? this.keys : this.keys.slice(0, MAX_KEYS);
    const hidden = this.keys.length - shown.length;
    return html`<dl>${shown.map((key) => this.#key(key))}</dl>
      ${
        hidden === 0
          ? nothing
          : html`<button
              class="link"
              @click=${() => {
                this.all = true;
              }}
            >
              Show ${hidden} more
            </button>`
      }`;
  }

  #key({ key, before, after }: ChangedKey): TemplateResult {
    const isLong = (before?.length ?? 0) > MAX_CHARS || (after?.length ?? 0) > MAX_CHARS;
    const isWhole = this.whole.has(key);
    const cut = (text: string): string =>
      key === 'brightness'
        ? toPercent(text)
        : isWhole || text.length <= MAX_CHARS
          ? text
          : `${text.slice(0, MAX_CHARS).trimEnd()}…`;
    const none = html`<span class="none">not set</span>`;
    return html`<dt>${key}</dt>
      <dd>
        <span class="sr-only">was </span>${before === null ? none : html`<s>${cut(before)}</s>`}<span
          class="arrow"
          aria-hidden="true"
          >→</span
        ><span class="sr-only"> is now </span>${after === null ? none : html`<ins>${cut(after)}</ins>`}${
          isLong
            ? html` <button
                class="link"
                aria-expanded=${isWhole}
                aria-label=${isWhole ? `Show less of ${key}` : `Show all of ${key}`}
                @click=${() => this.#toggle(key)}
              >
                ${isWhole ? 'Less' : 'Show all'}
              </button>`
            : nothing
        }
      </dd>`;
  }

  #toggle(key: string): void {
    const whole = new Set(this.whole);
    if (!whole.delete(key)) whole.add(key);
    this.whole = whole;
  }
}

/** Home Assistant counts brightness to 255. */
function toPercent(brightness: string): string {
  const share = Number(brightness) / 255;
  return share >= 0 && share <= 1 ? `${String(Math.round(share * 100))} %` : brightness;
}
