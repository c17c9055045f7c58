import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import { describeRate } from '../../core/view/rate.ts';
import { filteredServer, withServer } from '../../core/view/server-filter.ts';
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
import './server-menu.ts';

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
    const { servers } = overview;
    const chosen = filteredServer(model.query, servers);
    return html`<header>
      <pl-server-menu
        .servers=${servers}
        .chosen=${chosen}
        @pl-server=${({ detail: server }: CustomEvent<ServerView | null>) =>
          model.setQuery(withServer(model.query, servers, server))}
      ></pl-server-menu>
      <pl-connection-badge .servers=${chosen === null ? servers : [chosen]}></pl-connection-badge>
      ${secretWarning(overview.servers, overview.secrets.label)}
      <pl-query-field .model=${model} .servers=${servers}></pl-query-field>
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
