import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { canRetry, toMendStep } from '../../core/view/mend-step.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { mostUrgent } from '../parts/connection-words.ts';
import { icons, lampMark } from '../parts/icons.ts';
import { openSettings } from '../parts/open-settings.ts';
import { reconnectNow } from '../parts/reconnect-now.ts';
import '../servers/mend-server.ts';
import { LogElement } from '../state/log-element.ts';
import type { LogModel } from '../state/log-model.ts';
import { Ticker, Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';

/** With at most so many rows of our own, the middle of the list is free for a picture and a sentence. */
const MAX_ROWS_BESIDE = 3;

/** False if the list contains only a few rows of our own. */
export function hasEvents(model: LogModel): boolean {
  if (model.count > MAX_ROWS_BESIDE) return true;
  for (let ordinal = model.first; ordinal < model.end; ordinal += 1) {
    const row = model.rowAt(ordinal);
    if (row == null || !isOwnRow(row)) return true;
  }
  return false;
}

/** The middle of an empty list: the state, and the next step. */
@customElement('pl-empty-log')
export class EmptyLog extends LogElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        inset: 27px 0 0;
        display: grid;
        place-items: center;
        pointer-events: none;
      }
      div {
        display: grid;
        justify-items: center;
        gap: 10px;
        max-width: 460px;
        max-height: 100%;
        padding: 24px;
        overflow-y: auto;
        text-align: center;
        pointer-events: auto;
      }
      h2 {
        font-size: 16px;
        font-weight: 650;
        line-height: 1.35;
        text-wrap: balance;
      }
      p {
        color: var(--dim);
        text-wrap: balance;
      }
      .picture {
        display: grid;
        place-items: center;
        width: 56px;
        height: 56px;
        border-radius: 50%;
        background: var(--sunken);
        color: var(--dim);
      }
      .picture.bad {
        background: var(--bad-bg);
        color: var(--bad);
      }
      .picture.warn {
        background: var(--warn-bg);
        color: var(--warn);
      }
      .picture.good {
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      pl-mend-server {
        width: 100%;
        margin-top: 6px;
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];

  readonly rows = new Watch(this, () => this.model.listed);
  readonly ticker = new Ticker(this);

  protected override render(): unknown {
    const { model } = this;
    if (!model.isReady || hasEvents(model)) return nothing;
    if (!model.complete) {
      const next = 'Matches appear here as they are found, the newest first.';
      return message(picture('', icons.search(24)), 'Looking through what is kept', next);
    }
    if (model.isFiltered) {
      const next = 'No event that is kept matches the search. New ones appear here as they come.';
      const clear = html`<button class="btn small" @click=${() => model.setQuery('')}>Clear filter</button>`;
      return message(picture('', icons.search(24)), 'Nothing matches', next, clear);
    }
    const urgent = mostUrgent(this.servers, Date.now());
    return urgent === null ? nothing : this.#waiting(urgent.server);
  }

  #waiting(server: ServerView): TemplateResult {
    const words = describeConnection(server.state, Date.now(), server);
    const step = toMendStep(server.state);
    switch (words.badge) {
      case 'Live': {
        const which = this.model.cleared === null ? 'first' : 'next';
        const next = 'Open a door or switch a light: it appears here at once.';
        return message(picture('good', lampMark(30)), `Live. Waiting for the ${which} event`, next);
      }
      case 'Off':
      case 'Connecting':
        return message(picture('', icons.plug(24)), words.sentence, words.next);
      case 'Waiting':
      case 'Stopped': {
        const tools = html`<pl-mend-server .server=${server}></pl-mend-server>
          <p class="actions">
            ${canRetry(step) ? reconnectNow(server.id, step.kind === 'reconnect' ? 'primary' : '') : nothing}
            ${openSettings()}
          </p>`;
        if (step.kind === 'certificate') {
          const title = step.pinned === null ? 'Unknown certificate' : 'Another certificate than before';
          return message(nothing, title, '', tools);
        }
        const tone = words.badge === 'Stopped' ? 'bad' : 'warn';
        return message(picture(tone, icons.warning(26)), words.sentence, words.next, tools);
      }
    }
  }
}

function picture(tone: '' | 'good' | 'warn' | 'bad', icon: TemplateResult): TemplateResult {
  return html`<span class="picture ${tone}">${icon}</span>`;
}

function message(above: unknown, title: string, next: string, tools: unknown = nothing): TemplateResult {
  return html`<div>
    ${above}
    <h2>${title}</h2>
    ${next === '' ? nothing : html`<p>${next}</p>`} ${tools}
  </div>`;
}
