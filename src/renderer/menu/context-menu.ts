import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PointPopover, pointPopover } from '../parts/point-popover.ts';
import { base } from '../styles/base.ts';

/** One item of a menu, or a separator. */
export type MenuItem =
  | {
      readonly kind: 'action';
      readonly label: string;
      /** Key or gesture that does the same, or empty. */
      readonly hint?: string;
      readonly run: () => void;
    }
  | { readonly kind: 'line' };

type Action = Extract<MenuItem, { kind: 'action' }>;

/**
 * A menu at a point, in the browser's top layer, so that it is never cut off. Arrow keys, Home, End and first letters
 * move, Enter chooses, Escape and Tab close; the focus goes back to where it was.
 */
@customElement('pl-context-menu')
export class ContextMenu extends LitElement {
  static override styles = [
    base,
    pointPopover,
    css`
      [popover] {
        min-width: 210px;
        max-width: min(380px, calc(100vw - 12px));
        max-height: calc(100vh - 12px);
        overflow-y: auto;
        padding: 5px;
      }
      [role='menuitem'] {
        display: flex;
        align-items: center;
        gap: 22px;
        height: 27px;
        padding: 0 9px;
        border-radius: 6px;
        cursor: default;
        white-space: nowrap;
      }
      .ellipsis {
        flex: 1;
      }
      [role='menuitem']:focus {
        outline: none;
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      .hint {
        flex: none;
        color: var(--faint);
        font-size: 11px;
      }
      :focus .hint {
        color: inherit;
      }
      [role='separator'] {
        height: 1px;
        margin: 5px 9px;
        background: var(--line);
      }
      @media (forced-colors: active) {
        [role='menuitem']:focus {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  @state() accessor items: readonly MenuItem[] = [];
  @state() accessor label = '';
  readonly #popover = new PointPopover(this);

  /** Shows the menu at a point of the window, inside of it. `returnTo` has the focus afterwards. */
  async open(
    items: readonly MenuItem[],
    at: { readonly x: number; readonly y: number },
    label: string,
    returnTo: HTMLElement | null,
  ): Promise<void> {
    this.#popover.close(false);
    this.items = items;
    this.label = label;
    await this.updateComplete;
    if (items.length === 0) return;
    this.#popover.open(at, returnTo);
    this.#entries[0]?.focus();
  }

  get #entries(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #run(item: Action): void {
    this.#popover.close(true);
    item.run();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // No key reaches the page below.
    event.stopPropagation();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const entries = this.#entries;
    const current = entries.findIndex((entry) => entry === this.shadowRoot?.activeElement);
    const { length } = entries;
    let next: number | undefined;
    if (event.key === 'ArrowDown') next = (current + 1) % length;
    else if (event.key === 'ArrowUp') next = (current - 1 + length) % length;
    else if (event.key === 'Home') next = 0;
    else if (event.key === 'End') next = length - 1;
    else if (event.key === 'Escape' || event.key === 'Tab') this.#popover.close(true);
    else if (event.key === 'Enter' || event.key === ' ') entries[current]?.click();
    else if (event.key.length === 1) next = findByLetter(entries, current, event.key);
    else return;
    event.preventDefault();
    if (next !== undefined) entries[next]?.focus();
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    const [target] = event.composedPath();
    if (!(target instanceof Element)) return;
    const entry = target.closest<HTMLElement>('[role=menuitem]');
    if (entry !== null && entry !== this.shadowRoot?.activeElement) entry.focus();
  };

  protected override render(): unknown {
    return html`<div
      popover="manual"
      role="menu"
      aria-label=${this.label}
      @keydown=${this.#onKeyDown}
      @pointermove=${this.#onPointerMove}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      ${this.items.map((item) =>
        item.kind === 'line' ? html`<div role="separator"></div>` : this.#entry(item),
      )}
    </div>`;
  }

  #entry(item: Action): TemplateResult {
    const { label, hint = '' } = item;
    return html`<div role="menuitem" tabindex="-1" @click=${() => this.#run(item)}>
      <span class="ellipsis" title=${label}>${label}</span
      >${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}
    </div>`;
  }
}

/** The next item that begins with a letter, with wraparound; -1 for none. */
function findByLetter(entries: readonly HTMLElement[], current: number, letter: string): number {
  const begins = entries.map((entry) =>
    entry.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()),
  );
  const after = begins.indexOf(true, current + 1);
  return after === -1 ? begins.indexOf(true) : after;
}
