import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryView } from '../../core/ipc/history-views.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import { describeBytes } from '../../core/view/describe-store.ts';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';

const NUMBER = new Intl.NumberFormat('en-GB');

/** What becomes of events in the end. */
function describeKeeping({ keep, maxBytes, maxAgeDays }: HistoryView): string {
  return keep
    ? `Events are kept for ${String(maxAgeDays)} days, in at most ${describeBytes(maxBytes)}. Older ones make room.`
    : 'Nothing is written to the disk. The newest events are held in memory, and older ones make room.';
}

/** What was received, shown and kept, and what was left out, with the reasons. */
@customElement('pl-log-footer')
export class LogFooter extends LitElement {
  static override styles = [
    base,
    buttons,
    popover,
    css`
      :host {
        display: block;
        position: relative;
        z-index: 3;
        container: footer / inline-size;
      }
      footer {
        display: flex;
        align-items: center;
        gap: 18px;
        height: 30px;
        padding: 0 14px;
        border-top: 1px solid var(--line);
        background: var(--panel);
        color: var(--dim);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .bad {
        color: var(--bad);
      }
      .end {
        margin-left: auto;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      footer button {
        height: 22px;
        padding: 0 6px;
        margin: 0 -6px;
        border: 0;
        border-radius: 5px;
        background: none;
        font: inherit;
      }
      footer button:hover {
        background: var(--hover);
        color: var(--text);
      }
      .help {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 18px;
      }
      dd {
        text-align: right;
      }
      .panel p {
        margin-top: 8px;
        color: var(--dim);
      }
      .panel {
        width: 320px;
      }
      @container footer (max-width: 620px) {
        footer {
          gap: 13px;
        }
        .end {
          visibility: hidden;
        }
        .help span {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor overview!: Overview;

  readonly #popover = new Popover(this);

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
  }

  protected override render(): unknown {
    const { model, overview } = this;
    const { counts, history } = overview;
    const { status } = history;
    const dropped = counts.oversize + status.lost;
    const versions = overview.servers.filter(({ version }) => version !== '').map(({ version }) => version);
    return html`<footer>
      <span>${NUMBER.format(counts.received)} received</span>
      <span>${NUMBER.format(model.count)} ${model.count === 1 ? 'row' : 'rows'} shown</span>
      <span>${NUMBER.format(status.events)} rows kept, ${describeBytes(status.bytes)}</span>
      <span data-popover>
        <button aria-expanded=${this.#popover.open} @click=${this.#popover.toggle}>
          ${NUMBER.format(dropped)} dropped
        </button>
        ${this.#popover.open ? this.#reasons() : nothing}
      </span>
      <span class=${counts.unparsed > 0 ? 'bad' : ''}>${NUMBER.format(counts.unparsed)} unparsed</span>
      <span class=${counts.gaps > 0 ? 'bad' : ''}
        >${NUMBER.format(counts.gaps)} ${counts.gaps === 1 ? 'gap' : 'gaps'}</span
      >
      <span class="end"
        >${versions.length === 0 ? '' : `Home Assistant ${[...new Set(versions)].join(', ')}`}</span
      >
      <button
        class="help"
        aria-label="Shortcuts"
        title="Keyboard shortcuts (?)"
        @click=${() => {
          this.dispatchEvent(new CustomEvent('pl-shortcuts', { bubbles: true, composed: true }));
        }}
      >
        ${icons.help(14)}<span>Shortcuts</span>
      </button>
    </footer>`;
  }

  #reasons(): unknown {
    const { counts, history } = this.overview;
    const { status } = history;
    return html`<div class="panel above" role="dialog" aria-label="Dropped">
      <dl>
        <dt>Larger than an event may be</dt>
        <dd>${NUMBER.format(counts.oversize)}</dd>
        <dt>Could not be written down</dt>
        <dd>${NUMBER.format(status.lost)}</dd>
      </dl>
      <p>${describeKeeping(history)}</p>
    </div>`;
  }
}
