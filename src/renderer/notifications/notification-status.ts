import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import { isPaused, pausesFor, type Pause } from '../../core/settings/pause.ts';
import { quietUntil } from '../../core/settings/quiet-hours.ts';
import { formatMinute } from '../../core/time/format-time.ts';
import { describeDay } from '../../core/time/relative-time.ts';
import { verdictLine } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';

type Notifications = Overview['notifications'];

/** Each pause, its label beside the others, and its name. */
const LENGTHS: readonly (readonly [until: Pause, label: string, name: string])[] = [
  ['half-hour', 'Pause for 30 minutes', 'Pause for 30 minutes'],
  ['hour', '1 hour', 'Pause for 1 hour'],
  ['four-hours', '4 hours', 'Pause for 4 hours'],
  ['tomorrow', 'Until tomorrow', 'Pause until tomorrow'],
  ['unlock', 'Until I unlock', 'Pause until I unlock this computer'],
];

function describeEnd(at: number, now: number): string {
  const day = describeDay(at, now);
  return `${day === 'Today' ? '' : `${day.toLowerCase()} `}${formatMinute(at)}`;
}

function describeStatus({ enabled, pausedUntil, quietHours }: Notifications, now: number): string {
  if (!enabled) return 'Off. Nothing is shown, but everything is listed here.';
  if (isPaused(pausedUntil, now))
    return `Paused until ${pausedUntil === 'unlock' ? 'you unlock this computer' : describeEnd(pausedUntil, now)}.`;
  const quietEnd = quietUntil(quietHours, now);
  if (quietEnd !== null)
    return `Quiet hours until ${describeEnd(quietEnd, now)}. Only critical alerts are shown; the others are listed here.`;
  return 'On. At most 5 in 10 seconds, the rest becomes one summary. Smoke, leaks and alarms come at once.';
}

/** The master switch, the pauses and the test. */
@customElement('pl-notification-status')
export class NotificationStatus extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    css`
      .line {
        flex-wrap: wrap;
      }
      .grow {
        flex: 1 1 260px;
      }
      b {
        font-weight: 600;
      }
      p {
        color: var(--dim);
      }
    `,
  ];

  @property({ attribute: false }) accessor notifications!: Notifications;
  @property({ type: Boolean, attribute: false }) accessor tellsLock = false;
  readonly ticker = new Ticker(this);
  @state() accessor answer: { readonly tone: 'good' | 'bad'; readonly text: string } | null = null;

  readonly #onTest = async (): Promise<void> => {
    const refusal = await bridge().sendTestNotification(null);
    this.answer =
      refusal === null
        ? {
            tone: 'good',
            text: 'Sent. If you see nothing, look into the notification settings of your desktop.',
          }
        : { tone: 'bad', text: refusal };
  };

  protected override render(): unknown {
    const { notifications } = this;
    const now = Date.now();
    const paused = isPaused(notifications.pausedUntil, now);
    const offered = pausesFor(this.tellsLock);
    return html`<section class="card">
      <div class="line">
        <input
          class="switch"
          id="master"
          type="checkbox"
          role="switch"
          .checked=${notifications.enabled}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLInputElement)
              ask(bridge().changeSettings({ notifications: { enabled: event.target.checked } }));
          }}
        />
        <div class="grow">
          <label for="master"><b>Show notifications</b></label>
          <p>${describeStatus(notifications, now)}</p>
        </div>
        <div class="actions">
          ${paused ? this.#pause('resume', 'Resume now') : LENGTHS.filter(([each]) => offered.includes(each)).map((each) => this.#pause(...each))}
          <button class="btn" @click=${this.#onTest}>Send a test</button>
        </div>
      </div>
      ${
        notifications.supported
          ? nothing
          : verdictLine(
              {
                tone: 'warn',
                text: 'This desktop has no notification server. Install one, or watch the log instead.',
              },
              'support',
            )
      }
      ${this.answer === null ? nothing : verdictLine(this.answer, 'answer')}
    </section>`;
  }

  #pause(until: Pause, label: string, name = label): unknown {
    return html`<button
      class="btn"
      aria-label=${name}
      title=${name}
      @click=${() => ask(bridge().pauseNotifications(until))}
    >
      ${label}
    </button>`;
  }
}
