import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import '../rules/rule-list.ts';
import type { RuleList } from '../rules/rule-list.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';
import './notification-status.ts';
import './watch-notes.ts';

/** The rules, and the last alerts with their outcomes. */
@customElement('pl-notifications-page')
export class NotificationsPage extends LitElement {
  static override styles = [
    base,
    pages,
    css`
      :host {
        container: page / inline-size;
      }
      .column {
        max-width: 1160px;
        grid-template-columns: 350px minmax(0, 1fr);
        align-items: start;
      }
      .wide {
        grid-column: 1 / -1;
      }
      @container page (max-width: 880px) {
        .column {
          grid-template-columns: minmax(0, 1fr);
          padding: 20px;
        }
        pl-rule-list {
          order: 1;
        }
        pl-watch-notes {
          order: 2;
          --notes-height: 340px;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  /** Up to when alerts had been read as the page was opened, epoch ms. */
  @property({ type: Number }) accessor readUntil = 0;

  /** A rule that is to be edited: another object each time. */
  @property({ attribute: false }) accessor ruleToEdit: { readonly id: string } | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('ruleToEdit') && this.ruleToEdit !== null) this.#edit(this.ruleToEdit.id);
  }

  #edit(id: string): void {
    this.renderRoot.querySelector<RuleList>('pl-rule-list')?.editRule(id);
  }

  protected override render(): unknown {
    const { overview } = this;
    return html`<div class="page" @pl-edit-rule=${({ detail }: CustomEvent<string>) => this.#edit(detail)}>
      <div class="column">
        <h1 class="wide">Notifications</h1>
        <pl-notification-status
          class="wide"
          .notifications=${overview.notifications}
          .tellsLock=${overview.tellsLock}
        ></pl-notification-status>
        <pl-watch-notes .overview=${overview} .readUntil=${this.readUntil}></pl-watch-notes>
        <pl-rule-list .overview=${overview}></pl-rule-list>
      </div>
    </div>`;
  }
}
