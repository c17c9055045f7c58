import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { rankFuzzy, toPieces } from '../../core/view/fuzzy.ts';
import { moveOption } from '../../core/view/option-list.ts';
import { textOf } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { isInDialog } from '../parts/in-dialog.ts';
import { keyFoot, keyFootStyles, type KeyHint } from '../parts/key-foot.ts';
import { WindowKeys } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { dialog } from '../styles/dialog.ts';
import { options } from '../styles/options.ts';
import { commandPaletteStyles } from './command-palette-styles.ts';
import type { Command, CommandSource } from './commands.ts';

const PLACEHOLDER = 'Type a command, a thing, a room, a rule or a time such as yesterday 07:00';
const MAX_SHOWN = 60;
/** Fewer letters are in the names of most things. */
const MIN_LETTERS = 2;
const KEYS: readonly KeyHint[] = [
  { keys: ['↑', '↓'], does: 'choose' },
  { keys: ['Enter'], does: 'run' },
  { keys: ['Esc'], does: 'close' },
];

interface GroupedCommand extends Command {
  readonly group: string;
}

interface ShownCommand {
  readonly command: GroupedCommand;
  /** The typed letters of the title. */
  readonly positions: readonly number[];
}

/** The commands for the typed text: answers to it first, then the best matches. Without a text, all in their order. */
function findCommands(
  typed: string,
  commands: readonly GroupedCommand[],
  things: readonly GroupedCommand[],
): readonly ShownCommand[] {
  const bare = (all: readonly GroupedCommand[]): readonly ShownCommand[] =>
    all.map((command) => ({ command, positions: [] }));
  const named = commands.filter(({ answer }) => answer === undefined);
  const byTitle = rankFuzzy(typed, named, ({ title }) => title);
  const found = new Set(byTitle.map(({ item }) => item));
  const others = named.filter((command) => !found.has(command));
  const byWords = rankFuzzy(typed, others, ({ title, words = '' }) => `${title} ${words}`);
  const words = typed.toLowerCase().split(/\s+/);
  const hasWords = ({ title }: Command): boolean => words.every((word) => title.toLowerCase().includes(word));
  const titled = byTitle.map(({ item, match }) => ({ command: item, positions: match.positions }));
  const whole = titled.filter(({ command }) => hasWords(command));
  const scattered = [
    ...titled.filter(({ command }) => !hasWords(command)),
    ...bare(byWords.map(({ item }) => item)),
  ];
  const last = bare(commands.filter(({ answer }) => answer === 'last'));
  const isNamed = whole.length + things.length > 0;
  return [
    ...bare(commands.filter(({ answer }) => answer === 'first')),
    ...whole,
    ...bare(things),
    // Letters that are scattered over a long title mean little where something is called so.
    ...(isNamed ? [...last, ...scattered] : [...scattered, ...last]),
  ].slice(0, MAX_SHOWN);
}

/** Everything the app can do, found by a few letters. Opens by Ctrl+K or Cmd+K. */
@customElement('pl-command-palette')
export class CommandPalette extends LitElement {
  static override styles = [base, dialog, options, keyFootStyles, commandPaletteStyles];

  @property({ attribute: false }) accessor commands: CommandSource = () => ({});
  /** Things and rooms that are called so, asked for as a person types. */
  @property({ attribute: false }) accessor find: (typed: string) => Promise<readonly Command[]> = () =>
    Promise.resolve([]);
  @state() accessor typed = '';
  @state() accessor things: readonly GroupedCommand[] = [];
  @state() accessor active = 0;
  @state() accessor isOpen = false;
  @state() accessor placeholder = PLACEHOLDER;
  @query('dialog') accessor #dialog!: HTMLDialogElement | null;
  readonly keys = new WindowKeys(this, (event) => this.#onWindowKey(event));

  #shown: readonly ShownCommand[] = [];

  open(): void {
    const element = this.#dialog;
    if (element === null || element.open) return;
    this.#ask(PLACEHOLDER);
    this.isOpen = true;
    element.showModal();
  }

  #onWindowKey(event: KeyboardEvent): void {
    const isShortcut =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
    if (!isShortcut) return;
    event.preventDefault();
    if (this.#dialog?.open === true) this.#dialog.close();
    // An open question must be answered first.
    else if (!isInDialog(event)) this.open();
  }

  #ask(placeholder: string): void {
    this.typed = '';
    this.placeholder = placeholder;
    this.active = 0;
    this.things = [];
  }

  /** Closes first: a command may open a dialog or move the focus itself. */
  #run(command: Command): void {
    if (command.placeholder !== undefined) {
      this.#ask(command.placeholder);
      return;
    }
    this.#dialog?.close();
    command.run();
  }

  readonly #onInput = (event: Event): void => {
    this.typed = textOf(event);
    this.active = 0;
    this.#findThings(this.typed.trim()).catch(() => {
      // Without an answer the commands are still there; main reports its own errors.
    });
  };

  async #findThings(typed: string): Promise<void> {
    const found = typed.length < MIN_LETTERS ? [] : await this.find(typed);
    if (typed !== this.typed.trim()) return;
    const chosen = this.active === 0 ? undefined : this.#shown[this.active]?.command.title;
    this.things = found.map((command) => ({ group: 'Things', ...command }));
    // The person may have moved to a command meanwhile.
    await this.updateComplete;
    if (chosen !== undefined) this.active = this.#shown.findIndex(({ command }) => command.title === chosen);
  }

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
    const groups = this.isOpen ? Object.entries(this.commands(this.typed)) : [];
    const commands = groups.flatMap(([group, list]) =>
      list.flatMap((command) => (command === false ? [] : { group, ...command })),
    );
    this.#shown = findCommands(this.typed.trim(), commands, this.typed.trim() === '' ? [] : this.things);
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

  /** Under headings while nothing is typed; otherwise the best matches first, without headings. */
  #groups(): readonly TemplateResult[] {
    const numbered = this.#shown.map((shown, index) => ({ ...shown, index }));
    if (this.typed.trim() !== '') return numbered.map((item) => this.#option(item));
    const groups = [...new Set(this.#shown.map(({ command }) => command.group))];
    return groups.map(
      (group) =>
        html`<div role="group" aria-label=${group}>
          <div class="heading" role="presentation">${group}</div>
          ${numbered.filter(({ command }) => command.group === group).map((item) => this.#option(item))}
        </div>`,
    );
  }

  #option({ command, positions, index }: ShownCommand & { readonly index: number }): TemplateResult {
    const isActive = index === this.active;
    const { title, hint = '', keys = [] } = command;
    return html`<div
      id=${`option-${String(index)}`}
      role="option"
      class="option ${isActive ? 'active' : ''}"
      aria-selected=${isActive}
      @pointermove=${() => {
        this.active = index;
      }}
      @click=${() => this.#run(command)}
    >
      <span class="title ellipsis"
        >${toPieces(title, positions).map(({ text, marked }) => (marked ? html`<b>${text}</b>` : text))}</span
      >
      <span class="hint ellipsis">${hint}</span>
      ${keys.length === 0 ? nothing : html`<span class="keys">${keys.map((key) => html`<kbd>${key}</kbd>`)}</span>`}
    </div>`;
  }
}
