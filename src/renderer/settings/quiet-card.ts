import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import type { QuietHours } from '../../core/settings/quiet-hours.ts';
import { dayButtons, hoursStyles, timeFields } from '../parts/hours-fields.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { switchRow } from './setting-row.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

/** When notifications stay away by themselves. */
@customElement('pl-quiet-card')
export class QuietCard extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    settingsPageStyles,
    hoursStyles,
    css`
      .hours {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) accessor notifications!: Overview['notifications'];

  #change(change: Partial<QuietHours>): void {
    const quietHours = { ...this.notifications.quietHours, ...change };
    ask(bridge().changeSettings({ notifications: { quietHours } }));
  }

  protected override render(): unknown {
    const { quietHours, tellWhileLooking, connections, sound } = this.notifications;
    return html`<section class="card" aria-labelledby="quiet">
      <h2 id="quiet">Quiet</h2>
      ${switchRow(
        'Quiet hours',
        'Only critical alerts are shown. Afterwards one notification says what came.',
        quietHours.on,
        (on) => {
          this.#change({ on });
        },
      )}
      ${
        quietHours.on
          ? html`<div class="hours" role="group" aria-label="Quiet hours">
              <span>Between</span>${timeFields(quietHours, (change) => {
                this.#change(change);
              })}
              ${dayButtons(quietHours.days, (days) => {
                this.#change({ days });
              })}
            </div>`
          : nothing
      }
      ${switchRow(
        'Quiet while I look at the log',
        'An alert whose event just came into view there is listed, and not shown as well. Important and critical ones are.',
        !tellWhileLooking,
        (on) => ask(bridge().changeSettings({ notifications: { tellWhileLooking: !on } })),
      )}
      ${switchRow(
        'Lost connections',
        'Tell me when a home has not answered for 2 minutes, and when it is back.',
        connections,
        (on) => ask(bridge().changeSettings({ notifications: { connections: on } })),
      )}
      ${switchRow('Sounds', 'Without them no notification is heard, not even a critical one.', sound, (on) =>
        ask(bridge().changeSettings({ notifications: { sound: on } })),
      )}
    </section>`;
  }
}
