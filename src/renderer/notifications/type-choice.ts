import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EventTypeView } from '../../core/ipc/overview.ts';
import type { NotificationChoice } from '../../core/settings/settings.ts';
import { formatDuration } from '../../core/stream/describe-state.ts';
import { cooldownOptions, newChoice } from '../../core/view/choice-list.ts';
import { describeAgo } from '../../core/view/relative-time.ts';
import '../parts/chip-input.ts';
import { verdictLine } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { buttons, fields } from '../styles/controls.ts';
import { typeChoiceStyles } from './type-choice-styles.ts';

const STATE_SUGGESTIONS = [
  'on',
  'off',
  'open',
  'closed',
  'home',
  'not_home',
  'triggered',
  'unavailable',
  'unlocked',
];

/** One event type: its switch, how often it came, and what exactly to notify about. Each change is kept at once. */
@customElement('pl-type-choice')
export class TypeChoice extends LitElement {
  static override styles = [base, buttons, fields, typeChoiceStyles];

  @property({ attribute: false }) accessor view!: EventTypeView;
  @property({ attribute: false }) accessor choice: NotificationChoice | null = null;
  @property({ attribute: false }) accessor entities: readonly string[] = [];
  @property({ type: Boolean }) accessor open = false;
  @property({ type: Boolean }) accessor flash = false;
  @state() accessor refusal = '';

  async #save(patch: Partial<NotificationChoice>): Promise<void> {
    const choice = { ...(this.choice ?? newChoice(this.view.type)), ...patch };
    const refusal = await bridge().setNotificationChoice(choice);
    this.refusal = refusal ?? '';
    if (refusal !== null) this.open = true;
  }

  readonly #onSwitch = async (event: Event): Promise<void> => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    await this.#save({ enabled: input.checked });
    // Refused: the switch shows what is so, not what was wished.
    if (this.refusal !== '') input.checked = this.choice?.enabled ?? false;
  };

  /** Naming the first entity of a refused state_changed is as good as switching it on. */
  readonly #onEntities = async ({ detail }: CustomEvent<readonly string[]>): Promise<void> => {
    const wanted = this.refusal !== '' && detail.length > 0;
    const enabled =
      detail.length === 0 && this.#isStateChanged ? false : wanted || (this.choice?.enabled ?? false);
    await this.#save({ entities: [...detail], enabled });
  };

  readonly #onStates = async ({ detail }: CustomEvent<readonly string[]>): Promise<void> => {
    await this.#save({ toStates: [...detail] });
  };

  readonly #onCooldown = async (event: Event): Promise<void> => {
    if (event.target instanceof HTMLSelectElement)
      await this.#save({ cooldownMs: Number(event.target.value) });
  };

  readonly #onExpand = (): void => {
    this.open = !this.open;
  };

  get #isStateChanged(): boolean {
    return this.view.type === 'state_changed';
  }

  protected override render(): unknown {
    const { view, choice, open } = this;
    return html`<div class="line ${this.flash ? 'flash' : ''}">
        <input
          class="switch"
          type="checkbox"
          role="switch"
          aria-label=${`Notify about ${view.type}`}
          .checked=${choice?.enabled ?? false}
          @change=${this.#onSwitch}
        />
        <div class="what">
          <span class="type">${view.type}</span>
          <span class="description">${(open ? '' : this.#summary()) || view.description}</span>
        </div>
        <span class="seen">${describeSeen(view)}</span>
        <button
          class="btn ghost expand"
          aria-expanded=${open}
          aria-label=${`Options of ${view.type}`}
          title="Options"
          @click=${this.#onExpand}
        >
          ${icons.chevron(15)}
        </button>
      </div>
      ${open ? this.#editor() : nothing}`;
  }

  /** What is chosen, in a few words. */
  #summary(): string {
    const { choice } = this;
    if (choice === null || choice.entities.length === 0) return '';
    const states = choice.toStates.length === 0 ? '' : `, when it becomes ${choice.toStates.join(', ')}`;
    const more = choice.entities.length > 2 ? ` and ${String(choice.entities.length - 2)} more` : '';
    return `${choice.entities.slice(0, 2).join(', ')}${more}${states}`;
  }

  #editor(): TemplateResult {
    const choice = this.choice ?? newChoice(this.view.type);
    return html`<div class="editor">
      ${this.refusal === '' ? nothing : verdictLine({ tone: 'bad', text: this.refusal }, 'refusal')}
      <pl-chip-input
        label=${this.#isStateChanged ? 'Entities' : 'Only for these entities (empty for all)'}
        placeholder="binary_sensor.front_door, or with * for any letters"
        .values=${choice.entities}
        .suggestions=${this.entities}
        @pl-values=${this.#onEntities}
      ></pl-chip-input>
      ${
        this.#isStateChanged
          ? html`<pl-chip-input
              label="Only when it becomes (empty for any new state)"
              placeholder="on"
              .values=${choice.toStates}
              .suggestions=${STATE_SUGGESTIONS}
              @pl-values=${this.#onStates}
            ></pl-chip-input>`
          : nothing
      }
      <div class="pair">
        <label class="label" for="cooldown">Cool-down</label>
        <select id="cooldown" @change=${this.#onCooldown}>
          ${cooldownOptions(choice.cooldownMs).map(
            (ms) =>
              html`<option value=${ms} ?selected=${ms === choice.cooldownMs}>
                ${ms === 0 ? 'None' : formatDuration(ms)}
              </option>`,
          )}
        </select>
        <span class="hint">Silence after each notification about the same entity.</span>
      </div>
    </div>`;
  }
}

function describeSeen({ count, lastAt }: EventTypeView): TemplateResult {
  if (count === 0 || lastAt === null) return html`not seen yet`;
  return html`${count.toLocaleString('en-GB')} seen<br />${describeAgo(lastAt, Date.now())}`;
}
