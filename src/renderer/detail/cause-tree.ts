import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CauseChain } from '../../core/chain/cause-chain.ts';
import { describeAfter, mainLines, toCauseLines, type CauseLine } from '../../core/view/cause-lines.ts';
import { formatClock } from '../../core/time/format-time.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { toTreeMove } from '../parts/tree-keys.ts';
import { base } from '../styles/base.ts';
import { causeTreeStyles } from './cause-tree-styles.ts';
import { treeStyles } from './json-tree-styles.ts';
import type { EventFacts } from './load-facts.ts';

/** Deepest line that is set further in; the deeper ones stand below each other. */
const MAX_INDENT = 8;

/** Who or what started an event, and what it caused. Fires `pl-choose` with the row of a line that was pressed. */
@customElement('pl-cause-tree')
export class CauseTree extends LitElement {
  static override styles = [base, treeStyles, causeTreeStyles];

  @property({ attribute: false }) accessor chain!: CauseChain;
  /** The event that is shown. */
  @property({ type: Number }) accessor seq = 0;
  /** Lines tell when they happened, and not how long after the first. */
  @property({ type: Boolean }) accessor clock = false;
  @state() accessor all = false;
  /** Line that the arrow keys are on. */
  @state() accessor active = 0;
  #lines: readonly CauseLine[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chain')) this.all = false;
    if (!changed.has('chain') && !changed.has('seq') && !changed.has('all')) return;
    const lines = toCauseLines(this.chain.roots);
    this.#lines = this.all ? lines : mainLines(lines, this.seq);
    this.active = Math.max(
      0,
      this.#lines.findIndex(({ row }) => row.seq === this.seq),
    );
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const move = toTreeMove(
      event.key,
      this.#lines.map(({ level }) => ({ level, open: null })),
      this.active,
    );
    if (move?.kind !== 'go') return;
    event.preventDefault();
    this.active = move.to;
    this.renderRoot.querySelectorAll<HTMLButtonElement>('button.line')[move.to]?.focus();
  };

  protected override render(): unknown {
    const { chain } = this;
    const total = toCauseLines(chain.roots).length;
    const hidden = total - this.#lines.length;
    return html`${chain.userId === null ? nothing : person(chain.userId, chain.userName)}
    ${
      this.#lines.length === 0
        ? nothing
        : html`<div
            class="tree ${chain.userId === null ? '' : 'below'}"
            role="tree"
            aria-label="What caused what"
            @keydown=${this.#onKeyDown}
          >
            ${this.#lines.map((line, place) => this.#line(line, place))}
          </div>`
    }
    ${
      hidden === 0
        ? nothing
        : html`<button
            class="link"
            @click=${() => {
              this.all = true;
            }}
          >
            Show all ${total} events of this chain
          </button>`
    }
    ${chain.cut ? html`<p class="hint">There is more than is shown here.</p>` : nothing}`;
  }

  #line({ row, level, place: at, siblings, afterMs }: CauseLine, place: number): TemplateResult {
    const isOwn = row.seq === this.seq;
    const indent = Math.min(level, MAX_INDENT) - 1;
    return html`<button
      class="line ${row.tone} ${isOwn ? 'own' : ''}"
      role="treeitem"
      aria-level=${level}
      aria-posinset=${at}
      aria-setsize=${siblings}
      aria-selected=${isOwn}
      aria-current=${isOwn ? 'true' : nothing}
      tabindex=${place === this.active ? 0 : -1}
      title=${`${row.type} ${row.subject}`.trim()}
      @focus=${() => {
        this.active = place;
      }}
      @click=${() => {
        if (!isOwn) fire(this, 'pl-choose', row);
      }}
    >
      ${Array.from({ length: indent }, () => html`<i></i>`)}
      <span class="words">${row.text}</span>
      <span class="after"
        >${this.clock ? formatClock(row.at) : place === 0 ? '' : describeAfter(afterMs)}</span
      >
    </button>`;
  }
}

/** By id where no name is known: the stream gives ids only. */
function person(userId: string, name: string | undefined): TemplateResult {
  const short = userId.length > 10 ? `${userId.slice(0, 6)}…` : userId;
  return html`<p class="person" title=${`user ${userId}`}>
    ${icons.person(14)}<span>${name ?? html`A person <span class="id">(user ${short})</span>`}</span>
  </p>`;
}

/** Who or what started it, and everything it caused; or a sentence that says why that is not known. */
export function whySection({ chain, event }: EventFacts, seq: number): TemplateResult {
  return html`<section class="why">
    <h3 class="heading">Why</h3>
    ${
      chain === undefined
        ? html`<p class="hint">Looking for what caused it.</p>`
        : chain === null || (chain.roots.length === 0 && chain.userId === null)
          ? html`<p class="hint">${describeNoCause(event, chain === null)}</p>`
          : html`<pl-cause-tree .chain=${chain} .seq=${seq}></pl-cause-tree>`
    }
  </section>`;
}

function describeNoCause(event: EventFacts['event'], failed: boolean): string {
  if (failed) return 'What caused it could not be looked up.';
  if (event?.context === undefined) return 'This event carries no context, so its cause is not known.';
  if (event.context.parent_id) return 'Something caused it that is no longer kept.';
  return 'Nothing else shares its context: it happened by itself.';
}
