import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DestinationView } from '../../core/ipc/overview.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** Most destinations of one rule. */
const MAX_CHOSEN = 5;

/** Where a rule's alerts are sent besides this desktop. Fires `pl-send-to` with the ids. */
@customElement('pl-rule-send-to')
export class RuleSendTo extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor chosen: readonly string[] = [];
  @property({ attribute: false }) accessor destinations: readonly DestinationView[] = [];

  #choose(id: string, isOn: boolean): void {
    // One that was removed goes with the first change.
    const known = this.destinations.map((each) => each.id);
    const kept = known.filter((each) => (each === id ? isOn : this.chosen.includes(each)));
    this.dispatchEvent(new CustomEvent<readonly string[]>('pl-send-to', { detail: kept }));
  }

  protected override render(): unknown {
    const { chosen, destinations } = this;
    if (destinations.length === 0)
      return html`<p class="hint">
        There is nowhere to send to yet. Add a phone or a webhook in Settings, under "Send to".
      </p>`;
    return html`${destinations.map(({ id, name, kind }) => {
        const isOn = chosen.includes(id);
        return html`<label
          ><input
            type="checkbox"
            .checked=${isOn}
            ?disabled=${!isOn && chosen.length >= MAX_CHOSEN}
            @change=${({ target }: Event) => this.#choose(id, (target as HTMLInputElement).checked)}
          />${name}<span class="hint">${kind === 'ntfy' ? 'ntfy' : 'Webhook'}</span></label
        >`;
      })}
      <p class="hint">What you would be told here is sent there as well. Also a quiet rule sends.</p>`;
  }
}
