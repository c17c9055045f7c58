import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RulesFileNote, RulesFileView } from '../../core/ipc/rule-files.ts';
import { describePlan, describeUnconfirmed } from '../../core/rules/import-words.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** More names of changed rules than fit are counted. */
const MAX_NAMES = 6;

/** Rules to a file and from a file. What an import would do is shown before, and can be undone after. */
@customElement('pl-rule-files')
export class RuleFiles extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      .all {
        display: grid;
        gap: 8px;
        padding: 12px 18px 14px;
        border-top: 1px solid var(--line);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .told {
        overflow-wrap: anywhere;
      }
      .problems {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .where {
        color: var(--dim);
        font-variant-numeric: tabular-nums;
      }
      .bad {
        color: var(--bad);
      }
    `,
  ];

  /** The file that waits for consent, or what is wrong with it. */
  @state() accessor view: RulesFileView | null = null;
  @state() accessor note: RulesFileNote | null = null;
  @state() accessor canUndo = false;

  /** What gets the focus when the next state is drawn. */
  #focus: string | null = null;

  protected override updated(): void {
    if (this.#focus === null) return;
    this.renderRoot.querySelector<HTMLElement>(this.#focus)?.focus();
    this.#focus = null;
  }

  #clear(): void {
    this.view = null;
    this.note = null;
    this.canUndo = false;
  }

  readonly #export = async (): Promise<void> => {
    const note = await bridge().exportRules();
    if (note === null) return;
    this.#clear();
    this.note = note;
  };

  readonly #open = async (): Promise<void> => {
    const view = await bridge().openRulesFile();
    if (view === null) return;
    this.#clear();
    this.view = view;
    this.#focus = '.told';
  };

  async #import(withChanged: boolean): Promise<void> {
    const note = await bridge().importRules(withChanged);
    this.#clear();
    this.note = note;
    this.canUndo = note.ok;
    this.#focus = note.ok ? '.undo' : '.import';
  }

  readonly #undo = async (): Promise<void> => {
    await bridge().undoImport();
    this.#clear();
    this.note = { ok: true, text: 'The import is undone.' };
    this.#focus = '.import';
  };

  readonly #cancel = (): void => {
    this.#clear();
    this.#focus = '.import';
  };

  protected override render(): unknown {
    return html`<section class="all" aria-label="Rules as a file">
      <div class="buttons">
        <button class="btn small export" @click=${() => ask(this.#export())}>Export rules…</button>
        <button class="btn small import" @click=${() => ask(this.#open())}>Import rules…</button>
      </div>
      ${this.view === null ? nothing : this.#view(this.view)}
      <div class="buttons" role="status">
        ${
          this.note === null
            ? nothing
            : html`<p class=${this.note.ok ? 'told' : 'told bad'}>${this.note.text}</p>`
        }
        ${
          this.canUndo
            ? html`<button class="btn small undo" @click=${() => ask(this.#undo())}>Undo</button>`
            : nothing
        }
      </div>
    </section>`;
  }

  #view(view: RulesFileView): TemplateResult {
    switch (view.kind) {
      case 'unreadable':
        return html`<p class="told bad" tabindex="-1">${view.text}</p>`;
      case 'problems':
        return html`<p class="told bad" tabindex="-1">
            ${view.file} has problems, so none of its rules were taken:
          </p>
          <ul class="problems">
            ${view.problems.map(
              ({ line, column, text }) =>
                html`<li><span class="where">Line ${line}, column ${column}:</span> ${text}</li>`,
            )}
            ${view.more === 0 ? nothing : html`<li class="where">and ${view.more} more</li>`}
          </ul>`;
      case 'plan':
        return this.#plan(view);
    }
  }

  #plan(plan: Extract<RulesFileView, { readonly kind: 'plan' }>): TemplateResult {
    const { file, added, changed, changedNames, unconfirmed } = plan;
    const named = changedNames.slice(0, MAX_NAMES).join(', ');
    const rest =
      changedNames.length > MAX_NAMES ? ` and ${String(changedNames.length - MAX_NAMES)} more` : '';
    return html`<p class="told" tabindex="-1">
        ${file}: ${describePlan(plan)}${describeUnconfirmed(unconfirmed)}
      </p>
      ${changed === 0 ? nothing : html`<p class="hint">Would be replaced: ${named}${rest}.</p>`}
      <div class="buttons">
        ${
          added + changed === 0
            ? nothing
            : html`<button class="btn small primary take" @click=${() => ask(this.#import(true))}>
                ${changed === 0 ? 'Import' : added === 0 ? 'Replace' : 'Import and replace'}
              </button>`
        }
        ${
          added > 0 && changed > 0
            ? html`<button class="btn small" @click=${() => ask(this.#import(false))}>
                Only the new ones
              </button>`
            : nothing
        }
        <button class="btn small ghost" @click=${this.#cancel}>
          ${added + changed === 0 ? 'Close' : 'Cancel'}
        </button>
      </div>`;
  }
}
