import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryView } from '../../core/ipc/history-views.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import { describeBytes } from '../../core/view/describe-store.ts';
import { describeTotal } from '../../core/view/footer-words.ts';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import { LogElement } from '../state/log-element.ts';
import { Watch } from '../state/signal.ts';
import { tallyOf } from '../state/type-tally.ts';
import { base } from '../styles/base.ts';
import { popover } from '../styles/popover.ts';
import { fire } from '../parts/fire.ts';

/** What becomes of events in the end. */
function describeKeeping({ keep, maxBytes, maxAgeDays }: HistoryView): string {
  return keep
    ? `Events are kept for ${String(maxAgeDays)} days, in at most ${describeBytes(maxBytes)}. Older ones are deleted.`
    : 'Nothing is written to the disk. The newest events are held in memory, and older ones are dropped from it.';
}

/** The number of events and since when; a panel has the rest, and errors are shown beside it. */
@customElement('pl-log-footer')
export class LogFooter extends LogElement {
  static override styles = [
    base,
    popover,
    css`
      :host {
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
        white-space: nowrap;
      }
      .bad {
        color: var(--bad);
      }
      footer button {
        height: 22px;
        padding: 0 6px;
        margin-inline: -6px;
        border-radius: 5px;
      }
      footer button:hover {
        background: var(--hover);
        color: var(--text);
      }
      footer .help {
        margin-left: auto;
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
        width: 360px;
      }
      @container footer (max-width: 620px) {
        footer {
          gap: 13px;
        }
        .help span {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;

  readonly #popover = new Popover(this);

  readonly tally = new Watch(this, () => tallyOf(this.model));

  protected override render(): unknown {
    const { model, overview } = this;
    const { counts, history } = overview;
    const isLog = model.source === 'log';
    const words = describeTotal({
      events: tallyOf(model).counts?.total ?? null,
      sinceAt: model.cleared?.at ?? (isLog ? history.status.oldestAt : null),
      notKept: isLog ? counts.oversize + history.status.lost : 0,
      now: Date.now(),
    });
    return html`<footer>
      <span data-popover>
        <button
          class="total"
          aria-expanded=${this.#popover.open}
          aria-haspopup="dialog"
          title="What was counted, and what is kept"
          @click=${this.#popover.toggle}
        >
          ${words}
        </button>
        ${this.#popover.open ? this.#facts() : nothing}
      </span>
      ${
        isLog && model.query !== '' && history.status.indexing === true
          ? html`<span
              class="indexing"
              title="The words of older events are being indexed again. Until that is done each of them is read."
              >still indexing</span
            >`
          : nothing
      }
      ${problem(counts.unparsed, 'unreadable', 'unreadable')} ${problem(counts.gaps, 'gap', 'gaps')}
      <button
        class="help"
        aria-label="Shortcuts"
        title="Keyboard shortcuts (?)"
        @click=${() => fire(this, 'pl-shortcuts')}
      >
        ${icons.help(14)}<span>Shortcuts</span>
      </button>
    </footer>`;
  }

  #facts(): unknown {
    const { overview, model } = this;
    const { counts, history } = overview;
    const { status } = history;
    const versions = overview.servers.filter(({ version }) => version !== '').map(({ version }) => version);
    const facts: readonly (readonly [string, string])[] = [
      ['Received since the start', counts.received.toLocaleString('en-GB')],
      ['Rows in the list, interruptions included', model.count.toLocaleString('en-GB')],
      ['Rows kept', `${status.events.toLocaleString('en-GB')}, ${describeBytes(status.bytes)}`],
      ['Not kept: larger than an event may be', counts.oversize.toLocaleString('en-GB')],
      ['Not kept: could not be written', status.lost.toLocaleString('en-GB')],
      ['Unreadable, kept as text', counts.unparsed.toLocaleString('en-GB')],
      ['Interruptions', counts.gaps.toLocaleString('en-GB')],
      ...(versions.length === 0 ? [] : [['Home Assistant', [...new Set(versions)].join(', ')] as const]),
    ];
    return html`<div class="panel above" role="dialog" aria-label="Counts">
      <dl>
        ${facts.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      <p>${describeKeeping(history)}</p>
    </div>`;
  }
}

/** Errors, in red; empty if there are none. */
function problem(count: number, one: string, many: string): unknown {
  return count === 0
    ? nothing
    : html`<span class="bad">${count.toLocaleString('en-GB')} ${count === 1 ? one : many}</span>`;
}
