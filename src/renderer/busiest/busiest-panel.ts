import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { excludeTerm, onlyTerm } from '../../core/view/cell-query.ts';
import type { CellTerm } from '../../core/view/cell-terms.ts';
import {
  describeSilence,
  describeBusiest,
  nameOfListed,
  BUSIEST_SPANS,
  toBusyEntities,
  type BusyEntity,
  type BusiestSpan,
} from '../../core/view/busiest-words.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import { segments } from '../parts/segments.ts';
import { draftOfSilence } from '../rules/rule-draft.ts';
import type { LogModel } from '../state/log-model.ts';
import { base } from '../styles/base.ts';
import { popover } from '../styles/popover.ts';
import { BusiestFeed } from './busiest-feed.ts';
import { busiestStyles } from './busiest-styles.ts';

/** The entities with the most events, and the silent ones. A click on one filters the log. */
@customElement('pl-busiest')
export class BusiestPanel extends LitElement {
  static override styles = [base, popover, busiestStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  @state() accessor span: BusiestSpan = BUSIEST_SPANS[1];

  readonly #popover = new Popover(this);
  readonly #feed = new BusiestFeed(this);
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
        class="toggle chip ${open ? 'on' : ''}"
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
    const { answer, failed } = this.#feed;
    return html`<div class="panel end" role="dialog" aria-label="Busiest">
      <div class="top">
        <h2>Busiest</h2>
        ${segments(
          'Time looked at',
          BUSIEST_SPANS.map((span) => ({ value: span, label: span.label, title: `In ${span.words}` })),
          this.span,
          (span) => (this.span = span),
        )}
      </div>
      ${
        answer === null
          ? html`<p class="quiet">
              ${failed ? 'This could not be counted. Try again in a moment.' : 'Counting…'}
            </p>`
          : html`<p class="sr-only">${describeBusiest(answer, this.span)}</p>
              ${this.#busy(toBusyEntities(answer, this.span.spanMs))} ${this.#silent()}`
      }
    </div>`;
  }

  #busy(busy: readonly BusyEntity[]): TemplateResult {
    if (busy.length === 0) return html`<p class="quiet">No entity sent an event in ${this.span.words}.</p>`;
    const [first] = busy;
    const most = Math.max(first?.share ?? 0, Number.EPSILON);
    return html`<p class="caption">Share of the events in ${this.span.words}</p>
      <ul aria-label="Busiest entities">
        ${busy.map(
          (each) =>
            html`<li>
              <i class="bar" .style=${`width:${String(Math.round((each.share / most) * 1_000) / 10)}%`}></i>
              ${this.#name(each)}
              <span class="share">${each.shareWords}</span>
              <span class="count">${each.count.toLocaleString('en-GB')}</span>
              <span class="pace">${each.rateWords}</span>
              ${this.#hide(each)}
            </li>`,
        )}
      </ul>`;
  }

  #silent(): TemplateResult | typeof nothing {
    const silent = this.#feed.answer?.silent ?? [];
    if (silent.length === 0) return nothing;
    const now = Date.now();
    return html`<p class="caption">Gone quiet: events before, none in ${this.span.words}</p>
      <ul aria-label="Gone quiet">
        ${silent.map(
          (each) =>
            html`<li>
              ${this.#name({ ...each, name: nameOfListed(each) })}<span class="silence"
                >${describeSilence(each.lastAt, now)}</span
              >${this.#alert({ ...each, name: nameOfListed(each) }, now - each.lastAt)}
              ${this.#hide({ ...each, name: nameOfListed(each) })}
            </li>`,
        )}
      </ul>`;
  }

  #name({ entity, name, serverId }: Named): TemplateResult {
    const server = this.servers.length < 2 ? undefined : this.servers.find(({ id }) => id === serverId);
    return html`<button
      class="name"
      title=${`Show only ${name} (${entity})`}
      @click=${() => this.#filter(onlyTerm(toTerm(entity)))}
    >
      <span class="ellipsis">${name}</span><small class="ellipsis">${entity}</small>
      ${server === undefined ? nothing : html`<em>${server.name}</em>`}
    </button>`;
  }

  #hide({ entity, name }: Named): TemplateResult {
    return html`<button
      class="hide"
      aria-label=${`Hide ${name} (${entity})`}
      title=${`Hide ${name} (${entity})`}
      @click=${() => this.#filter(excludeTerm(this.model.query, toTerm(entity)))}
    >
      ${icons.hide(13)}
    </button>`;
  }

  #alert(thing: Named, silentMs: number): TemplateResult {
    const words = `Alert me when ${thing.name} is silent`;
    return html`<button
      class="hide"
      aria-label=${words}
      title=${words}
      @click=${() => {
        this.#popover.close();
        fire(this, 'pl-alert-draft', draftOfSilence(thing, silentMs, this.servers.length > 1));
      }}
    >
      ${icons.bell(13)}
    </button>`;
  }
}

interface Named {
  readonly entity: string;
  readonly name: string;
  readonly serverId: string;
}

function toTerm(entity: string): CellTerm {
  return { kind: 'facet', facet: 'entity', value: entity, label: entity };
}
