import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Sound } from '../../core/history/alert.ts';
import { soundChoices, soundOf } from '../../core/rules/also-words.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { choice } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** The sound of a rule, which can be heard here. Fires `pl-sound`; `null` for that of its level. */
@customElement('pl-rule-sound')
export class RuleSound extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      .row {
        display: flex;
        gap: 8px;
      }
      select {
        flex: 1;
        min-width: 0;
      }
      .btn {
        height: 34px;
      }
    `,
  ];

  @property({ attribute: false }) accessor rule!: Pick<Rule, 'level' | 'sound'>;
  #playing: HTMLAudioElement | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#playing?.pause();
  }

  #play(sound: Sound): void {
    this.#playing?.pause();
    this.#playing = new Audio(`sounds/${sound}.wav`);
    this.#playing.play().catch(() => {
      // Without a device for sound nothing is heard, here as elsewhere.
    });
  }

  protected override render(): unknown {
    const { level, sound } = this.rule;
    if (level === 'quiet')
      return html`<p class="hint">A quiet rule is only in the list, and makes no sound.</p>`;
    const heard = soundOf(this.rule);
    return html`<div class="row">
        ${choice({
          id: 'sound',
          label: 'Sound',
          options: soundChoices(level),
          chosen: sound ?? '',
          onChoose: (chosen) =>
            this.dispatchEvent(
              new CustomEvent<Sound | null>('pl-sound', { detail: chosen === '' ? null : chosen }),
            ),
        })}
        <button
          type="button"
          class="btn"
          ?disabled=${heard === null || heard === 'none'}
          @click=${() => {
            if (heard !== null && heard !== 'none') this.#play(heard);
          }}
        >
          ${icons.play(13)}Play
        </button>
      </div>
      <p class="hint">Of alerts that come together only the first is heard.</p>`;
  }
}
