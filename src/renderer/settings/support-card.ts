import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

/** What this program is, and what a report about a fault needs. */
@customElement('pl-support-card')
export class SupportCard extends LitElement {
  static override styles = [
    base,
    pages,
    settingsPageStyles,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      pre {
        max-height: 320px;
        margin: 0;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--field);
        font: 12px/1.5 var(--mono);
        white-space: pre-wrap;
        overflow: auto;
        overflow-wrap: anywhere;
        user-select: text;
      }
    `,
  ];

  @property() accessor version = '';
  /** What would be copied; empty while it is not shown. */
  @state() accessor shown = '';
  @state() accessor note = '';

  async #copy(): Promise<void> {
    // What is shown is what is copied.
    const text = this.shown === '' ? await bridge().readDiagnostics() : this.shown;
    await bridge().copyText(text);
    this.note = 'Copied. Paste it into your report.';
  }

  async #toggle(): Promise<void> {
    this.note = '';
    this.shown = this.shown === '' ? await bridge().readDiagnostics() : '';
  }

  protected override render(): unknown {
    const isShown = this.shown !== '';
    return html`<section class="card" aria-labelledby="support">
      <h2 id="support">Help and about</h2>
      <p class="lead">
        Porchlight ${this.version}. It reads events and changes nothing in your home, unless you send
        something yourself.
      </p>
      <p class="hint">
        A report about a fault is easier to answer with diagnostics: versions, states, counters, the last
        changes of connection, and settings. They have no secrets, and no names or addresses of your home.
      </p>
      <div class="buttons">
        <button class="btn small" @click=${() => ask(this.#copy())}>${icons.copy(14)}Copy diagnostics</button>
        <button class="btn small ghost" aria-expanded=${isShown} @click=${() => ask(this.#toggle())}>
          ${isShown ? 'Hide them' : 'Show them first'}
        </button>
        <span role="status" class="hint">${this.note}</span>
      </div>
      ${
        isShown ? html`<pre tabindex="0" role="region" aria-label="Diagnostics">${this.shown}</pre>` : nothing
      }
    </section>`;
  }
}
