import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { rankFuzzy, toPieces } from '../../core/view/fuzzy.ts';
import { moveOption } from '../../core/view/option-list.ts';
import { icons } from '../parts/icons.ts';
import { isInDialog } from '../parts/in-dialog.ts';
import { keyFoot, keyFootStyles, type KeyHint } from '../parts/key-foot.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { commandPaletteStyles } from './command-palette-styles.ts';
import { COMMAND_GROUPS, listCommands, type Command } from './commands.ts';

const PLACEHOLDER = 'Type a command, a view or a time such as yesterday 07:00';
const MAX_SHOWN = 60;
const KEYS: readonly KeyHint[] = [
  { keys: ['↑', '↓'], does: 'choose' },
  { keys: ['Enter'], does: 'run' },
  { keys: ['Esc'], does: 'close' },
];

interface ShownCommand {
  readonly command: Command;
  /** Letters of the title that were typed. */
  readonly positions: readonly number[];
}

/** What the typed text finds: answers to it first, then the best matches; all in their groups while nothing is typed. */
export function findCommands(typed: string, commands: readonly Command[]): readonly ShownCommand[] {
  const answers = (place: 'first' | 'last'): readonly ShownCommand[] =>
    commands.filter(({ answer }) => answer === place).map((command) => ({ command, positions: [] }));
  const named = commands.filter(({ answer }) => answer === undefined);
  const byTitle = rankFuzzy(typed, named, ({ title }) => title);
  const found = new Set(byTitle.map(({ item }) => item));
  const others = named.filter((command) => !found.has(command));
  const byWords = rankFuzzy(typed, others, ({ title, words = '' }) => `${title} ${words}`);
  return [
    ...answers('first'),
    ...byTitle.map(({ item, match }) => ({ command: item, positions: match.positions })),
    ...byWords.map(({ item }) => ({ command: item, positions: [] })),
    ...answers('last'),
  ].slice(0, MAX_SHOWN);
}

/** Everything the app can do, found by a few letters. Opens by Ctrl+K or Cmd+K. */
@customElement('pl-command-palette')
export class CommandPalette extends LitElement {
  static override styles = [base, buttons, dialog, keyFootStyles, commandPaletteStyles];

  @state() accessor typed = '';
  @state() accessor active = 0;
  @state() accessor isOpen = false;
  @state() accessor placeholder = PLACEHOLDER;

  #shown: readonly ShownCommand[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onWindowKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onWindowKey);
  }

  open(): void {
    const element = this.#dialog;
    if (element === null || element.open) return;
    this.#ask('', PLACEHOLDER);
    this.isOpen = true;
    element.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #onWindowKey = (event: KeyboardEvent): void => {
    const isShortcut =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
    if (!isShortcut) return;
    event.preventDefault();
    if (this.#dialog?.open === true) this.#dialog.close();
    // A question that waits for its answer is answered first.
    else if (!isInDialog(event)) this.open();
  };

  #ask(typed: string, placeholder: string): void {
    this.typed = typed;
    this.placeholder = placeholder;
    this.active = 0;
  }

  /** Closes first: a command may open a dialog or move the focus itself. */
  #run(command: Command): void {
    const { continueWith } = command;
    if (continueWith !== undefined) {
      this.#ask(continueWith.text, continueWith.placeholder);
      return;
    }
    this.#dialog?.close();
    command.run();
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = event.target.value;
    this.active = 0;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // A closed dialog's field keeps the focus until the next frame.
    if (event.isComposing || this.#dialog?.open !== true) return;
    const next = moveOption(event.key, this.active, this.#shown.length);
    if (next !== null) this.active = next;
    else if (event.key === 'Enter') {
      const chosen = this.#shown[this.active];
      if (chosen !== undefined) this.#run(chosen.command);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onBackdrop = (event: Event): void => {
    if (event.target === this.#dialog) this.#dialog?.close();
  };

  protected override willUpdate(): void {
    this.#shown = this.isOpen ? findCommands(this.typed.trim(), listCommands(this.typed)) : [];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('active') && !changed.has('typed')) return;
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
    if (this.active === 0) this.renderRoot.querySelector('.list')?.scrollTo(0, 0);
  }

  protected override render(): unknown {
    const count = this.#shown.length;
    return html`<dialog
      aria-label="Commands"
      @close=${() => {
        this.isOpen = false;
      }}
      @pointerdown=${this.#onBackdrop}
    >
      <div class="field">
        ${icons.search(17)}
        <input
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded=${count > 0}
          aria-controls="list"
          aria-autocomplete="list"
          aria-activedescendant=${count > 0 ? `option-${String(this.active)}` : ''}
          autocomplete="off"
          spellcheck="false"
          maxlength="400"
          placeholder=${this.placeholder}
          .value=${this.typed}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
        />
      </div>
      <div class="list" id="list" role="listbox" aria-label="Commands" ?hidden=${count === 0}>
        ${this.isOpen ? this.#groups() : nothing}
      </div>
      <p class="none" role="status" ?hidden=${count > 0 || !this.isOpen}>
        ${count > 0 ? nothing : 'No command is called so. Try fewer letters.'}
      </p>
      ${keyFoot(KEYS)}
    </dialog>`;
  }

  /** Under headings while nothing is typed; then the best come first, whatever they belong to. */
  #groups(): readonly TemplateResult[] {
    const numbered = this.#shown.map((shown, index) => ({ ...shown, index }));
    if (this.typed.trim() !== '') return numbered.map((item) => this.#option(item));
    return COMMAND_GROUPS.map((group) => ({
      group,
      items: numbered.filter(({ command }) => command.group === group),
    }))
      .filter(({ items }) => items.length > 0)
      .map(
        ({ group, items }) =>
          html`<div role="group" aria-label=${group}>
            <div class="heading" role="presentation">${group}</div>
            ${items.map((item) => this.#option(item))}
          </div>`,
      );
  }

  #option({ command, positions, index }: ShownCommand & { readonly index: number }): TemplateResult {
    const isActive = index === this.active;
    const { title, hint, keys = [] } = command;
    return html`<div
      id=${`option-${String(index)}`}
      role="option"
      class="option ${isActive ? 'active' : ''}"
      aria-selected=${isActive}
      @pointermove=${() => {
        this.active = index;
      }}
      @click=${() => {
        this.#run(command);
      }}
    >
      <span class="title"
        >${toPieces(title, positions).map(({ text, marked }) => (marked ? html`<b>${text}</b>` : text))}</span
      >
      ${hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}
      ${keys.length === 0 ? nothing : html`<span class="keys">${keys.map((key) => html`<kbd>${key}</kbd>`)}</span>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-command-palette': CommandPalette;
  }
}
