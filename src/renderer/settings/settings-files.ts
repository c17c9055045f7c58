import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RulesFileNote } from '../../core/ipc/rule-files.ts';
import type { SettingsFileView } from '../../core/ipc/settings-files.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

/** Settings, rules and views to a file and from a file. What an import would change is shown before. */
@customElement('pl-settings-files')
export class SettingsFiles extends LitElement {
  static override styles = [
    base,
    pages,
    settingsPageStyles,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .told {
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        gap: 4px;
        margin: 0;
        padding-left: 18px;
        overflow-wrap: anywhere;
      }
      .bad {
        color: var(--bad);
      }
    `,
  ];

  @state() accessor view: SettingsFileView | null = null;
  @state() accessor note: RulesFileNote | null = null;

  /** What gets the focus when the next state is drawn. */
  #focus: string | null = null;

  protected override updated(): void {
    if (this.#focus === null) return;
    this.renderRoot.querySelector<HTMLElement>(this.#focus)?.focus();
    this.#focus = null;
  }

  readonly #export = async (): Promise<void> => {
    const note = await bridge().exportSettings();
    if (note === null) return;
    this.view = null;
    this.note = note;
  };

  readonly #open = async (): Promise<void> => {
    const view = await bridge().openSettingsFile();
    if (view === null) return;
    this.view = view;
    this.note = null;
    this.#focus = '.told';
  };

  readonly #import = async (): Promise<void> => {
    this.note = await bridge().importSettings();
    this.view = null;
    this.#focus = '.import';
  };

  readonly #cancel = (): void => {
    this.view = null;
    this.#focus = '.import';
  };

  protected override render(): unknown {
    return html`<section class="card" aria-labelledby="settings-file">
      <h2 id="settings-file">Settings as a file</h2>
      <p class="lead">
        Settings, rules, views, columns and names of destinations, for another computer or to keep. Servers,
        tokens and addresses of destinations are not in it.
      </p>
      <div class="buttons">
        <button class="btn small" @click=${() => ask(this.#export())}>Export settings…</button>
        <button class="btn small import" @click=${() => ask(this.#open())}>Import settings…</button>
      </div>
      ${this.view === null ? nothing : this.#view(this.view)}
      <div role="status">
        ${
          this.note === null
            ? nothing
            : html`<p class=${this.note.ok ? 'told' : 'told bad'}>${this.note.text}</p>`
        }
      </div>
    </section>`;
  }

  #view(view: SettingsFileView): TemplateResult {
    switch (view.kind) {
      case 'unreadable':
        return html`<p class="told bad" tabindex="-1">${view.text}</p>`;
      case 'problems':
        return html`<p class="told bad" tabindex="-1">
            ${view.file} has problems, so nothing was taken from it:
          </p>
          <ul>
            ${view.problems.map(
              ({ line, column, text }) => html`<li>Line ${line}, column ${column}: ${text}</li>`,
            )}
            ${view.more === 0 ? nothing : html`<li>and ${view.more} more</li>`}
          </ul>`;
      case 'plan':
        return this.#plan(view);
    }
  }

  #plan({ file, changes }: Extract<SettingsFileView, { readonly kind: 'plan' }>): TemplateResult {
    if (changes.length === 0)
      return html`<p class="told" tabindex="-1">${file}: all of it is here already.</p>
        <div class="buttons"><button class="btn small ghost" @click=${this.#cancel}>Close</button></div>`;
    return html`<p class="told" tabindex="-1">${file} would change this, and nothing else:</p>
      <ul>
        ${changes.map((change) => html`<li>${change}</li>`)}
      </ul>
      <div class="buttons">
        <button class="btn small primary" @click=${() => ask(this.#import())}>Import</button>
        <button class="btn small ghost" @click=${this.#cancel}>Cancel</button>
      </div>`;
  }
}
