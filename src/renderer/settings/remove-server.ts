import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import {
  describeLostRules,
  REMOVE_SERVER_WORDS,
  type RemovedEvents,
} from '../../core/view/remove-server-words.ts';
import { confirmDialog } from '../parts/confirm-dialog.ts';
import { radioCards } from '../parts/radio-cards.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

/** The question before a server is removed: what becomes of its events and its rules. */
@customElement('pl-remove-server')
export class RemoveServer extends LitElement {
  static override styles = [
    base,
    fields,
    dialog,
    css`
      fieldset {
        display: grid;
        gap: 8px;
        margin-top: 14px;
        padding: 0;
        border: 0;
      }
      legend {
        margin-bottom: 6px;
        font-weight: 600;
      }
      .rules {
        margin-top: 12px;
        color: var(--warn);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  @property({ attribute: false }) accessor server!: ServerView;
  @state() accessor events: RemovedEvents = 'keep';

  open(): void {
    this.events = 'keep';
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): unknown {
    const { server, events } = this;
    const { text, events: legend, keep, erase } = REMOVE_SERVER_WORDS;
    const { rules } = this.overview.notifications;
    const lost = describeLostRules(rules.filter((rule) => rule.server === server.id).map(({ name }) => name));
    return confirmDialog({
      title: `Remove ${server.name}?`,
      text: html`<p>${text}</p>
        <fieldset>
          <legend>${legend}</legend>
          ${radioCards<RemovedEvents>(
            'events',
            [
              ['keep', ...keep],
              ['erase', ...erase],
            ],
            events,
            (choice) => (this.events = choice),
          )}
        </fieldset>
        ${lost === '' ? nothing : html`<p class="rules">${lost}</p>`}`,
      verb: events === 'erase' ? 'Remove and erase' : 'Remove',
      onConfirm: () => ask(bridge().removeServer(server.id, events)),
    });
  }
}
