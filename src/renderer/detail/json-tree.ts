import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HaEvent } from '../../core/events/event.ts';
import { toJinja } from '../../core/events/jinja.ts';
import { formatPath, valueAt } from '../../core/events/json-path.ts';
import { toJsonText } from '../../core/events/json-text.ts';
import { clampText } from '../../core/events/text.ts';
import { isOpenAtFirst, toJsonLines, type JsonLine } from '../../core/view/json-tree.ts';
import { icons } from '../parts/icons.ts';
import { toTreeMove } from '../parts/tree-keys.ts';
import { base } from '../styles/base.ts';
import { requestCopy } from './copy-event.ts';
import { jsonColours, jsonTreeStyles, treeStyles } from './json-tree-styles.ts';

/**
 * An event as a tree. Any value, its path and its template can be copied. Opened parts
 * stay open for the next event. Fires `pl-copy`.
 */
@customElement('pl-json-tree')
export class JsonTree extends LitElement {
  static override styles = [base, treeStyles, jsonColours, jsonTreeStyles];

  @property({ attribute: false }) accessor event!: HaEvent;
  @state() accessor activeId = '';
  /** Paths that a person opened or closed. */
  readonly #toggled = new Map<string, boolean>();
  #lines: readonly JsonLine[] = [];
  #left = 0;

  protected override willUpdate(): void {
    const { lines, left } = toJsonLines(this.event, (id) => this.#toggled.get(id) ?? isOpenAtFirst(id));
    this.#lines = lines;
    this.#left = left;
  }

  get #active(): number {
    return Math.max(
      0,
      this.#lines.findIndex(({ id }) => id === this.activeId),
    );
  }

  #setOpen({ id }: JsonLine, open: boolean): void {
    this.#toggled.set(id, open);
    this.requestUpdate();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const line = this.#lines[this.#active];
    if (line === undefined) return;
    if ((event.key === 'Enter' || event.key === ' ') && line.open !== null) this.#setOpen(line, !line.open);
    else {
      const move = toTreeMove(event.key, this.#lines, this.#active);
      if (move === null) return;
      if (move.kind === 'open') this.#setOpen(line, move.open);
      else void this.#goTo(move.to);
    }
    event.preventDefault();
  };

  async #goTo(place: number): Promise<void> {
    this.activeId = this.#lines[place]?.id ?? '';
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('[role=treeitem]')[place]?.focus();
  }

  protected override render(): unknown {
    const active = this.#active;
    return html`<div class="tree" role="tree" aria-label="The event" @keydown=${this.#onKeyDown}>
        ${this.#lines.map((line, place) => this.#line(line, place === active))}
      </div>
      ${
        this.#left === 0
          ? nothing
          : html`<p class="hint left">
              ${this.#left.toLocaleString('en-GB')} more lines. The text has all of it.
            </p>`
      }
      ${this.activeId === '' ? hint : this.#tools(this.#lines[active])}`;
  }

  #line(line: JsonLine, isActive: boolean): TemplateResult {
    const { id, level, place, siblings, label, kind, text, open } = line;
    return html`<div
      class="line ${isActive && this.activeId !== '' ? 'active' : ''}"
      role="treeitem"
      aria-level=${level}
      aria-posinset=${place}
      aria-setsize=${siblings}
      aria-expanded=${open ?? nothing}
      aria-selected=${isActive}
      tabindex=${isActive ? 0 : -1}
      @focus=${() => {
        this.activeId = id;
      }}
      @click=${() => {
        this.activeId = id;
        if (open !== null) this.#setOpen(line, !open);
      }}
    >
      ${Array.from({ length: Math.min(level, 12) - 1 }, () => html`<i></i>`)}
      <span class="twist ${open === true ? 'open' : ''}">${open === null ? nothing : icons.chevron(11)}</span>
      <span class="pair"
        ><span class="key">${label}</span><span class="sign">:</span> <span class=${kind}>${text}</span></span
      >
    </div>`;
  }

  #tools(line: JsonLine | undefined): unknown {
    if (line === undefined) return nothing;
    const { event } = this;
    const value = valueAt(event, line.path);
    return html`<div class="tools" role="group" aria-label=${`Copy ${line.id}`}>
      <code>${line.id}</code>
      <div>
        ${this.#copyButton('Copy value', 'Value', typeof value === 'string' ? value : toJsonText(value))}
        ${this.#copyButton('Copy path', 'Path', formatPath(line.path))}
        ${this.#copyButton('Copy template', 'Template', toJinja(event, line.path))}
      </div>
    </div>`;
  }

  #copyButton(label: string, what: string, text: string): TemplateResult {
    return html`<button
      class="btn small ghost"
      title=${clampText(text, 200)}
      @click=${() => requestCopy(this, { what, text })}
    >
      ${label}
    </button>`;
  }
}

const hint = html`<p class="hint ask">Choose a value to copy it, its path or a template for it.</p>`;
