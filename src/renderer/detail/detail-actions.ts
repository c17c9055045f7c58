import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import { toTriggerYaml } from '../../core/events/trigger-yaml.ts';
import type { ServerView } from '../../core/ipc/overview.ts';
import { entityOf } from '../../core/view/cell-terms.ts';
import { shownTypeOf } from '../../core/view/row-kind.ts';
import { toDraft } from '../../core/view/send-draft.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { requestCopy } from './copy-event.ts';
import type { DetailIntent } from './detail-intent.ts';
import type { EventFacts } from './load-facts.ts';

/** Actions on an event. Fires `pl-detail`, `pl-copy` and `pl-send`. */
@customElement('pl-detail-actions')
export class DetailActions extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px 18px;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) accessor row!: Row;
  /** `null` until they are loaded, and if there are none. */
  @property({ attribute: false }) accessor facts: EventFacts | null = null;
  @property({ attribute: false }) accessor server: ServerView | null = null;
  /** False for a capture: a file has no server to send to. */
  @property({ type: Boolean }) accessor live = true;

  protected override render(): unknown {
    const { row, facts, server, live } = this;
    const event = facts?.event ?? null;
    const draft = event === null || !live ? null : toDraft(event, row.serverId);
    const about = entityOf(row) !== null;
    const hides = row.type === 'state_changed' && about ? 'hide-subject' : 'hide-type';
    return html`
      ${row.kind === 'event' ? this.#intent(html`${icons.bell(14)}Alert me about this`, 'alert', '', 'primary') : nothing}
      ${row.subject === '' ? nothing : this.#intent(about ? 'Only this entity' : 'Only this', 'only-subject', row.subject)}
      ${this.#intent('Hide like this', hides, hides === 'hide-subject' ? row.subject : shownTypeOf(row))}
      ${
        event === null
          ? nothing
          : this.#button('Copy trigger YAML', 'For the triggers of an automation', () =>
              requestCopy(this, { what: 'Trigger', text: toTriggerYaml(event, server?.version) }),
            )
      }
      ${
        draft === null
          ? nothing
          : this.#button(
              html`${icons.send(13)}Send again…`,
              'Fill in the page that sends. Nothing is sent yet.',
              () => fire(this, 'pl-send', draft),
            )
      }
    `;
  }

  #intent(label: unknown, intent: DetailIntent, about: string, look: 'primary' | '' = ''): TemplateResult {
    return this.#button(label, about, () => fire(this, 'pl-detail', intent), look);
  }

  #button(label: unknown, title: string, onClick: () => void, look: 'primary' | '' = ''): TemplateResult {
    return html`<button class="btn small ${look}" title=${title} @click=${onClick}>${label}</button>`;
  }
}
