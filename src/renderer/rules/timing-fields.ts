import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TIMING_WORDS } from '../../core/rules/form-words.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { choiceField, textOf } from '../parts/field.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import './duration-field.ts';

type Timing = Rule['timing'];
const DAY_MS = 86_400_000;

/** When a rule tells of what matches. Fires `pl-timing`. */
@customElement('pl-timing-fields')
export class TimingFields extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
      }
      .field {
        flex: 1 1 160px;
        min-width: 0;
      }
      .times {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
      }
      .times input {
        width: 56px;
      }
    `,
  ];

  @property({ attribute: false }) accessor timing: Timing = { kind: 'at-once' };
  /** Silence is offered here; with pickers it is one of the things that a thing can do. */
  @property({ type: Boolean, attribute: 'with-silence' }) accessor withSilence = false;

  #change(timing: Timing): void {
    this.dispatchEvent(new CustomEvent<Timing>('pl-timing', { detail: timing }));
  }

  #choose(kind: Timing['kind']): void {
    const before = this.timing;
    const ms = 'ms' in before ? before.ms : 600_000;
    switch (kind) {
      case 'at-once':
        this.#change({ kind });
        break;
      case 'for':
      case 'silent':
        this.#change({ kind, ms });
        break;
      case 'times':
        this.#change({ kind, count: 3, withinMs: 600_000 });
    }
  }

  protected override render(): unknown {
    const { timing } = this;
    const kinds: readonly Timing['kind'][] = this.withSilence
      ? ['at-once', 'for', 'times', 'silent']
      : ['at-once', 'for', 'times'];
    return html`<div class="row">
      ${choiceField({
        id: 'timing',
        label: 'Tell me',
        options: kinds.map((kind) => [kind, TIMING_WORDS[kind]] as const),
        chosen: timing.kind,
        onChoose: (kind) => this.#choose(kind),
      })}
      ${this.#parts()}
    </div>`;
  }

  #parts(): unknown {
    const { timing } = this;
    switch (timing.kind) {
      case 'at-once':
        return nothing;
      case 'for':
      case 'silent':
        return html`<pl-duration-field
          label="How long"
          .ms=${timing.ms}
          @pl-ms=${({ detail: ms }: CustomEvent<number>) => this.#change({ ...timing, ms })}
        ></pl-duration-field>`;
      case 'times':
        return html`<div class="times">
          <input
            type="text"
            inputmode="numeric"
            autocomplete="off"
            aria-label="How many times"
            .value=${String(timing.count)}
            @input=${(event: Event) => {
              const count = Number(textOf(event));
              const isValid = Number.isInteger(count) && count >= 2 && count <= 100;
              (event.target as HTMLElement).setAttribute('aria-invalid', String(!isValid));
              if (isValid) this.#change({ ...timing, count });
            }}
          />
          <span>times within</span>
          <pl-duration-field
            label="Within"
            .ms=${timing.withinMs}
            .max=${DAY_MS}
            @pl-ms=${({ detail: withinMs }: CustomEvent<number>) => this.#change({ ...timing, withinMs })}
          ></pl-duration-field>
        </div>`;
    }
  }
}
