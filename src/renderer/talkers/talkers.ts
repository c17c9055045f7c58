import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { excludeTerm, onlyTerm } from '../../core/view/cell-query.ts';
import type { CellTerm } from '../../core/view/cell-terms.ts';
import {
  describeSilence,
  describeTalkers,
  TALKER_SPANS,
  toBusyTalkers,
  type BusyTalker,
  type TalkerSpan,
} from '../../core/view/talker-words.ts';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import type { LogModel } from '../state/log-model.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { TalkersFeed } from './talkers-feed.ts';
import { talkersStyles } from './talkers-styles.ts';

/** What sends the most events, and what has gone quiet: each a click from a filter. */
@customElement('pl-talkers')
export class TalkersPanel extends LitElement {
  static override styles = [base, buttons, popover, talkersStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  @state() accessor span: TalkerSpan = TALKER_SPANS[1];

  readonly #popover = new Popover(this);
  readonly #feed = new TalkersFeed(this);
  #wasOpen = false;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { open } = this.#popover;
    if (open && (!this.#wasOpen || changed.has('span')))
      this.#feed.start(this.model.source, this.span.spanMs);
    if (!open && this.#wasOpen) this.#feed.stop();
    this.#wasOpen = open;
  }

  #filter(next: string): void {
    this.model.setQuery(next);
    this.#popover.close();
    this.renderRoot.querySelector<HTMLElement>('.toggle')?.focus();
  }

  protected override render(): unknown {
    const { open } = this.#popover;
    return html`<span data-popover>
      <button
        class="toggle ${open ? 'on' : ''}"
        aria-expanded=${open}
        aria-haspopup="dialog"
        title="What sends the most events, and what has gone quiet"
        @click=${this.#popover.toggle}
      >
        Busiest${icons.chevron(12)}
      </button>
      ${open ? this.#panel() : nothing}
    </span>`;
  }

  #panel(): TemplateResult {
    const { talkers, failed } = this.#feed;
    return html`<div class="panel end" role="dialog" aria-label="Busiest">
      <div class="top">
        <h2>Busiest</h2>
        <div class="spans" role="group" aria-label="Time looked at">
          ${TALKER_SPANS.map(
            (span) =>
              html`<button
                aria-pressed=${span === this.span}
                title=${`In ${span.words}`}
                @click=${() => {
                  this.span = span;
                }}
              >
                ${span.label}
              </button>`,
          )}
        </div>
      </div>
      ${
        talkers === null
          ? html`<p class="quiet">
              ${failed ? 'This could not be counted. Try again in a moment.' : 'Counting…'}
            </p>`
          : html`<p class="sr-only">${describeTalkers(talkers, this.span)}</p>
              ${this.#busy(toBusyTalkers(talkers, this.span.spanMs))} ${this.#silent()}`
      }
    </div>`;
  }

  #busy(busy: readonly BusyTalker[]): TemplateResult {
    if (busy.length === 0) return html`<p class="quiet">No entity sent an event in ${this.span.words}.</p>`;
    const [first] = busy;
    const most = Math.max(first?.share ?? 0, Number.EPSILON);
    return html`<p class="caption">Share of the events in ${this.span.words}</p>
      <ul aria-label="Busiest entities">
        ${busy.map(
          (talker) =>
            html`<li>
              <i class="bar" .style=${`width:${String(Math.round((talker.share / most) * 1_000) / 10)}%`}></i>
              ${this.#name(talker)}
              <span class="share">${talker.shareWords}</span>
              <span class="count">${talker.count.toLocaleString('en-GB')}</span>
              <span class="pace">${talker.rateWords}</span>
              ${this.#hide(talker.entity)}
            </li>`,
        )}
      </ul>`;
  }

  #silent(): TemplateResult | typeof nothing {
    const silent = this.#feed.talkers?.silent ?? [];
    if (silent.length === 0) return nothing;
    const now = Date.now();
    return html`<p class="caption">Gone quiet: events before, none in ${this.span.words}</p>
      <ul aria-label="Gone quiet">
        ${silent.map(
          (talker) =>
            html`<li>
              ${this.#name(talker)}<span class="silence">${describeSilence(talker.lastAt, now)}</span
              >${this.#hide(talker.entity)}
            </li>`,
        )}
      </ul>`;
  }

  #name({ entity, serverId }: { readonly entity: string; readonly serverId: string }): TemplateResult {
    const server = this.servers.length < 2 ? undefined : this.servers.find(({ id }) => id === serverId);
    return html`<button
      class="name"
      title=${`Show only ${entity}`}
      @click=${() => {
        this.#filter(onlyTerm(toTerm(entity)));
      }}
    >
      <span>${entity}</span>${server === undefined ? nothing : html`<em>${server.name}</em>`}
    </button>`;
  }

  #hide(entity: string): TemplateResult {
    return html`<button
      class="hide"
      aria-label=${`Hide ${entity}`}
      title=${`Hide ${entity}`}
      @click=${() => {
        this.#filter(excludeTerm(this.model.query, toTerm(entity)));
      }}
    >
      ${icons.hide(13)}
    </button>`;
  }
}

function toTerm(entity: string): CellTerm {
  return { kind: 'facet', facet: 'entity', value: entity, label: entity };
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-talkers': TalkersPanel;
  }
}
