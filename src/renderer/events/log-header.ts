import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import { describeRate } from '../../core/view/rate.ts';
import '../files/file-menu.ts';
import '../parts/connection-badge.ts';
import { icons } from '../parts/icons.ts';
import { secretWarning } from '../parts/secret-badge.ts';
import '../query/query-field.ts';
import type { QueryField } from '../query/query-field.ts';
import { LogElement } from '../state/log-element.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { logHeaderStyles } from './log-header-styles.ts';

/** Server, connection, search, rate, pause and clear. */
@customElement('pl-log-header')
export class LogHeader extends LogElement {
  static override styles = [base, logHeaderStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  @query('pl-query-field') accessor field!: QueryField | null;

  readonly ticker = new Ticker(this);

  protected override render(): unknown {
    const { model, overview } = this;
    const paused = model.follow.kind === 'paused';
    const [first, ...others] = overview.servers;
    const name = others.length === 0 ? (first?.name ?? '') : `${others.length + 1} servers`;
    return html`<header>
      <h1 class="ellipsis" title=${name}>${name}</h1>
      <pl-connection-badge .servers=${overview.servers}></pl-connection-badge>
      ${secretWarning(overview.servers, overview.secrets.label)}
      <pl-query-field .model=${model} .servers=${overview.servers}></pl-query-field>
      <span class="rate" title="Events a second, mean of the last ten seconds"
        >${describeRate(model.eventsPerSecond())} /s</span
      >
      <button
        class="btn icon ${paused ? 'on' : ''}"
        aria-pressed=${paused}
        aria-label=${paused ? 'Resume the list' : 'Pause the list'}
        title=${paused ? 'Resume the list (p)' : 'Pause the list (p)'}
        @click=${() => model.togglePause()}
      >
        ${paused ? icons.play() : icons.pause()}
      </button>
      <button
        class="btn icon"
        aria-label="Clear the view"
        title="Clear the view: hide everything older than now"
        @click=${() => model.clear()}
      >
        ${icons.sweep()}
      </button>
      <pl-file-menu></pl-file-menu>
    </header>`;
  }
}
