import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DestinationView, ServerView } from '../../core/ipc/overview.ts';
import { describePressed } from '../../core/rules/agree-words.ts';
import { hourlyChoices, LEVEL_WORDS } from '../../core/rules/form-words.ts';
import { describeDoes, describeSays } from '../../core/rules/own-words.ts';
import { refuseWords } from '../../core/rules/refuse-rule.ts';
import { refuseCalls, type RuleAction } from '../../core/rules/rule-calls.ts';
import type { Condition, Rule } from '../../core/rules/rule.ts';
import { COOLDOWNS_MS } from '../../core/rules/rule-choices.ts';
import { readPicks } from '../../core/rules/rule-picks.ts';
import {
  describeCooldown,
  describeCount,
  describeGuarded,
  describeRule,
} from '../../core/rules/rule-words.ts';
import { describeUnwatched, describeWeek } from '../../core/view/trial-words.ts';
import { confirmDialog } from '../parts/confirm-dialog.ts';
import { choiceField, field, verdictLine } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import './condition-list.ts';
import { foldStyles, OpenFolds } from './fold-part.ts';
import { HomeThingsFeed } from './home-things-feed.ts';
import './query-input.ts';
import './rule-also.ts';
import {
  withParts,
  withPatch,
  withPicks,
  withReadyWords,
  withServer,
  type PartChange,
  type RuleDraft,
} from './rule-draft.ts';
import './rule-does.ts';
import { ruleEditorStyles } from './rule-editor-styles.ts';
import { RuleFactsFeed } from './rule-facts-feed.ts';
import './rule-says.ts';
import './rule-toasts.ts';
import './timing-fields.ts';
import './when-picker.ts';
import type { WhenChange, WhenPicker } from './when-picker.ts';

/**
 * A rule as a form: what it says in words, how often it would have told, and what can be changed. Fires `pl-rule-saved`, or
 * `pl-rule-cancelled`.
 */
@customElement('pl-rule-editor')
export class RuleEditor extends LitElement {
  static override styles = [base, fields, dialog, foldStyles, ruleEditorStyles];

  @property({ attribute: false }) accessor draft!: RuleDraft;
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  @property({ attribute: false }) accessor destinations: readonly DestinationView[] = [];
  /** Which conditions can be offered. */
  @property({ type: Boolean, attribute: false }) accessor tellsLock = false;
  /** The draft as it is by now. */
  @state() accessor current!: RuleDraft;
  @state() accessor refusal = '';
  @state() accessor isSaving = false;
  /** The query is shown as text, by choice. */
  @state() accessor isText = false;

  readonly #feed = new RuleFactsFeed(this);
  readonly #open = new OpenFolds(this);
  readonly #home = new HomeThingsFeed(this);

  /** Puts the focus where a person begins. */
  focusFirst(): void {
    const picker = this.renderRoot.querySelector<WhenPicker>('pl-when-picker');
    if (picker === null) this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
    else void picker.updateComplete.then(() => picker.focusFirst());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft')) {
      this.current = this.draft;
      this.refusal = '';
      this.isText = false;
    }
    this.#feed.look(withReadyWords(this.current.rule));
    this.#home.look([this.current.rule], this.current.rule);
  }

  #change(next: RuleDraft): void {
    this.current = next;
    this.refusal = '';
  }

  #patch(patch: Partial<Rule>): void {
    this.#change(withPatch(this.current, patch));
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const wrong = refuseWords(this.current.rule) ?? refuseCalls(this.current.rule);
    if (wrong !== null) this.refusal = wrong;
    else if (this.#hasNewButtons) this.renderRoot.querySelector('dialog')?.showModal();
    else ask(this.#save());
  };

  get #hasNewButtons(): boolean {
    const { does } = this.current.rule;
    const before = this.draft.isNew ? undefined : this.draft.rule.does;
    return does !== undefined && JSON.stringify(does) !== JSON.stringify(before);
  }

  async #save(): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    try {
      const { rule } = this.current;
      const refusal = await bridge().saveRule({ ...rule, name: rule.name.trim(), query: rule.query.trim() });
      if (refusal === null) this.#fire('pl-rule-saved');
      else this.refusal = refusal;
    } catch {
      this.refusal = 'Porchlight could not keep the rule. Check that it has a name and says which events.';
    } finally {
      this.isSaving = false;
    }
  }

  async #test(): Promise<void> {
    const { rule } = this.current;
    const wrong = refuseWords(rule) ?? refuseCalls(rule);
    const isEmpty = rule.name.trim() === '' || rule.query.trim() === '';
    this.refusal = wrong ?? (await bridge().sendTestNotification(isEmpty ? null : rule)) ?? '';
  }

  #fire(name: 'pl-rule-saved' | 'pl-rule-cancelled'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }

  protected override render(): unknown {
    const { isNew, rule } = this.current;
    return html`<form @submit=${this.#onSubmit}>
        ${this.#says()} ${this.#when()}
        <div class="group">
          <span class="label" id="only-if">Only if</span>
          <pl-condition-list
            role="group"
            aria-labelledby="only-if"
            .conditions=${rule.onlyIf}
            .things=${this.#home.things}
            .server=${rule.server ?? null}
            ?several-homes=${this.servers.length > 1}
            .tellsLock=${this.tellsLock}
            @pl-conditions=${({ detail: onlyIf }: CustomEvent<readonly Condition[]>) => this.#patch({ onlyIf })}
          ></pl-condition-list>
        </div>
        ${this.#how()} ${this.#folds()}
        ${field({
          id: 'name',
          label: 'Name',
          value: rule.name,
          placeholder: 'Hall light goes off',
          onInput: (name) => this.#patch({ name: name.slice(0, 80) }),
        })}
        ${this.#refusal()}
        <div class="actions">
          <button type="button" class="btn first" @click=${() => ask(this.#test())}>Send a test</button>
          <button type="button" class="btn" @click=${() => this.#fire('pl-rule-cancelled')}>Cancel</button>
          <button class="btn primary" ?disabled=${this.isSaving}>${isNew ? 'Alert me' : 'Save'}</button>
        </div>
      </form>
      ${this.#question()}`;
  }

  #says(): TemplateResult {
    const { rule } = this.current;
    const { facts, day, week } = this.#feed;
    const now = Date.now();
    const serverName = this.servers.find(({ id }) => id === rule.server)?.name ?? null;
    const words =
      rule.query.trim() === ''
        ? 'Choose below what you want to be told about.'
        : describeRule(rule, serverName, this.#home.things);
    const isOlder = day?.total === 0 && (week?.total ?? 0) > 0;
    const lines = [
      describeWeek(week, now),
      describeUnwatched(week, now),
      facts === null ? '' : describeGuarded(facts.guarded),
    ].filter((line) => line !== '');
    return html`<div class="says">
      <p>${words}</p>
      <div role="status">
        <p class="fact">${isOlder ? '' : describeCount(day)}</p>
        ${lines.map((line) => html`<p class="fact">${line}</p>`)}
      </div>
      <pl-rule-toasts .trial=${week ?? day}></pl-rule-toasts>
    </div>`;
  }

  #when(): TemplateResult {
    const { rule } = this.current;
    const picks = readPicks(rule.query);
    const isText = this.isText || picks === null;
    return html`<div class="when">
        ${isText ? this.#text() : this.#pickers()}
        <button
          type="button"
          class="link as"
          ?hidden=${picks === null}
          @click=${() => {
            this.isText = !isText;
          }}
        >
          ${isText ? 'Choose from lists' : 'As query'}
        </button>
        ${picks === null && !this.isText ? html`<p class="hint">The lists can't say this query, so it is shown as text.</p>` : nothing}
      </div>
      ${
        rule.timing.kind === 'silent' && !isText
          ? nothing
          : html`<pl-timing-fields
              ?with-silence=${isText}
              .timing=${rule.timing}
              @pl-timing=${({ detail: timing }: CustomEvent<Rule['timing']>) => this.#patch({ timing })}
            ></pl-timing-fields>`
      }`;
  }

  #pickers(): TemplateResult {
    const { rule } = this.current;
    const picks = rule.query.trim() === '' ? null : readPicks(rule.query);
    return html`<pl-when-picker
      .picks=${picks}
      .timing=${rule.timing}
      .things=${this.#home.things}
      .places=${this.#home.facts.places}
      .server=${rule.server ?? null}
      @pl-when=${({ detail }: CustomEvent<WhenChange>) => {
        const serverId = this.servers.length < 2 ? null : detail.serverId;
        if (detail.things.length > 0) this.#home.note(detail.things);
        this.#change(withPicks(this.current, { ...detail, serverId }, this.#home.things));
      }}
    ></pl-when-picker>`;
  }

  #text(): TemplateResult {
    return html`<div class="field">
      <span class="label" aria-hidden="true">Which events</span>
      <pl-query-input
        label="Which events"
        .value=${this.current.rule.query}
        .servers=${this.servers.map(({ name }) => name)}
        @pl-enter=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
        @pl-query=${({ detail: query }: CustomEvent<string>) => {
          // What is typed here stays text, also where the lists could say it by chance.
          this.isText = true;
          this.#patch({ query });
        }}
      ></pl-query-input>
    </div>`;
  }

  #how(): TemplateResult {
    const { level, maxPerHour } = this.current.rule;
    return html`<div class="pair">
      ${choiceField({
        id: 'level',
        label: 'How loud',
        options: LEVEL_WORDS,
        chosen: level,
        onChoose: (chosen) => this.#patch({ level: chosen }),
      })}
      ${this.#cooldown()}
      ${choiceField({
        id: 'hourly',
        label: 'At most',
        options: hourlyChoices(maxPerHour),
        chosen: maxPerHour ?? 0,
        onChoose: (count) => this.#patch({ maxPerHour: count === 0 ? null : count }),
      })}
      ${this.#server()}
    </div>`;
  }

  #server(): TemplateResult | typeof nothing {
    const { rule } = this.current;
    if (this.servers.length < 2 && rule.server === undefined) return nothing;
    return choiceField({
      id: 'server',
      label: 'Home',
      options: [['', 'All homes'], ...this.servers.map(({ id, name }) => [id, name] as const)],
      chosen: rule.server ?? '',
      onChoose: (id) => this.#change(withServer(this.current, id === '' ? null : id)),
    });
  }

  #cooldown(): TemplateResult {
    const { cooldownMs } = this.current.rule;
    const offered = [...new Set([...COOLDOWNS_MS, cooldownMs])].toSorted((a, b) => a - b);
    return choiceField({
      id: 'cooldown',
      label: 'Cool-down for each thing',
      options: offered.map((ms) => [ms, describeCooldown(ms)]),
      chosen: cooldownMs,
      onChoose: (ms) => this.#patch({ cooldownMs: ms }),
    });
  }

  /** What most rules leave as it is. */
  #folds(): TemplateResult {
    const { rule } = this.current;
    const says = (): unknown =>
      html`<pl-rule-says
        .rule=${rule}
        @pl-says=${({ detail }: CustomEvent<Rule['says'] | null>) =>
          this.#change(withParts(this.current, { says: detail ?? null }))}
      ></pl-rule-says>`;
    const does = (): unknown =>
      html`<pl-rule-does
        .rule=${rule}
        .things=${this.#home.things}
        .server=${rule.server ?? null}
        @pl-does=${({ detail }: CustomEvent<readonly RuleAction[]>) =>
          this.#change(withParts(this.current, { does: detail.length === 0 ? null : detail }))}
      ></pl-rule-does>`;
    return html`<div class="folds" @pl-enter=${() => this.renderRoot.querySelector('form')?.requestSubmit()}>
      ${this.#open.part('Words', describeSays(rule), says)}
      ${this.#open.part('Buttons', describeDoes(rule), does)}
      <pl-rule-also
        .rule=${rule}
        .things=${this.#home.things}
        .homes=${new Map(this.servers.length < 2 ? [] : this.servers.map(({ id, name }) => [id, name]))}
        .destinations=${this.destinations}
        @pl-part=${({ detail }: CustomEvent<PartChange>) => this.#change(withParts(this.current, detail))}
      ></pl-rule-also>
    </div>`;
  }

  /** What new buttons call is confirmed once, when they are kept. */
  #question(): TemplateResult {
    const { does = [] } = this.current.rule;
    return confirmDialog({
      title: does.length === 1 ? 'Keep this button?' : 'Keep these buttons?',
      text: html`<ul class="calls">
          ${does.map((action) => html`<li>${describePressed(action)}</li>`)}
        </ul>
        <p class="hint">You are not asked again when you press ${does.length === 1 ? 'it' : 'one'}.</p>`,
      verb: 'Keep the rule',
      look: 'primary',
      keep: 'Back',
      onConfirm: () => ask(this.#save()),
    });
  }

  #refusal(): TemplateResult | typeof nothing {
    const text = this.refusal === '' ? (this.#feed.facts?.refusal ?? '') : this.refusal;
    return text === '' ? nothing : verdictLine({ tone: 'bad', text }, 'refusal');
  }
}
