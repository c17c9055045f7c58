import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  DURATION_UNITS,
  readDurationInput,
  toDurationInput,
  type DurationUnit,
} from '../../core/view/duration-input.ts';
import { choice, textOf } from '../parts/field.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

const DAY_MS = 86_400_000;

/** How long, as a number and a unit. Fires `pl-ms` with each valid time, milliseconds. */
@customElement('pl-duration-field')
export class DurationField extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: flex;
        gap: 6px;
      }
      input {
        width: 64px !important;
      }
      select {
        width: 104px !important;
      }
    `,
  ];

  @property() accessor label = '';
  @property({ type: Number }) accessor ms = 60_000;
  /** Longest time, milliseconds. */
  @property({ type: Number }) accessor max = 7 * DAY_MS;
  @state() accessor count = '';
  @state() accessor unit: DurationUnit = 'min';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ms') || this.#read(this.count, this.unit) === this.ms) return;
    const { count, unit } = toDurationInput(this.ms);
    this.count = String(count);
    this.unit = unit;
  }

  #read(count: string, unit: DurationUnit): number | null {
    return readDurationInput(count, unit, { minMs: 1_000, maxMs: this.max });
  }

  #change(count: string, unit: DurationUnit): void {
    this.count = count;
    this.unit = unit;
    const ms = this.#read(count, unit);
    if (ms !== null) this.dispatchEvent(new CustomEvent<number>('pl-ms', { detail: ms }));
  }

  protected override render(): unknown {
    return html`<input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        aria-label=${this.label}
        aria-invalid=${this.#read(this.count, this.unit) === null}
        .value=${this.count}
        @input=${(event: Event) => this.#change(textOf(event), this.unit)}
      />${choice({
        id: 'unit',
        label: `${this.label}: unit`,
        options: DURATION_UNITS.map(([unit, , words]) => [unit, words] as const),
        chosen: this.unit,
        onChoose: (unit) => this.#change(this.count, unit),
      })}`;
  }
}
