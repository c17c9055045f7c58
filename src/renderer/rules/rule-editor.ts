import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { COOLDOWNS_MS } from '../../core/rules/rule-choices.ts';
import {
  describeCooldown,
  describeCount,
  describeGuarded,
  describeRule,
} from '../../core/rules/rule-words.ts';
import { choice, choiceField, field, textOf, verdictLine } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import './query-input.ts';
import { withNumber, withPatch, withServer, type NumberDraft, type RuleDraft } from './rule-draft.ts';
import { ruleEditorStyles } from './rule-editor-styles.ts';
import { RuleFactsFeed } from './rule-facts-feed.ts';

/**
 * A rule as a form: what it says in words, how often it would have told, and what can be changed. Fires `pl-rule-saved`, or
 * `pl-rule-cancelled`.
 */
@customElement('pl-rule-editor')
export class RuleEditor extends LitElement {
  static override styles = [base, fields, ruleEditorStyles];

  @property({ attribute: false }) accessor draft!: RuleDraft;
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  /** The draft as it is by now. */
  @state() accessor current!: RuleDraft;
  @state() accessor refusal = '';
  @state() accessor isSaving = false;

  readonly #feed = new RuleFactsFeed(this);

  /** Puts the focus where a person begins. */
  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('#limit, #name')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft')) {
      this.current = this.draft;
      this.refusal = '';
    }
    this.#feed.look(this.current.rule);
  }

  #change(next: RuleDraft): void {
    this.current = next;
    this.refusal = '';
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
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
  };

  async #test(name: string): Promise<void> {
    this.refusal = (await bridge().sendTestNotification(name === '' ? null : name)) ?? '';
  }

  #fire(name: 'pl-rule-saved' | 'pl-rule-cancelled'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }

  protected override render(): unknown {
    const { number, isNew, rule } = this.current;
    return html`<form @submit=${this.#onSubmit}>
      ${number === null ? nothing : this.#limit(number)} ${this.#says()}
      ${field({
        id: 'name',
        label: 'Name',
        value: rule.name,
        placeholder: 'Hall light goes off',
        onInput: (name) => this.#change(withPatch(this.current, { name: name.slice(0, 80) })),
      })}
      <div class="field">
        <span class="label" aria-hidden="true">Which events</span>
        <pl-query-input
          label="Which events"
          .value=${rule.query}
          .servers=${this.servers.map(({ name }) => name)}
          @pl-enter=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
          @pl-query=${({ detail: query }: CustomEvent<string>) => this.#change(withPatch(this.current, { query }))}
        ></pl-query-input>
      </div>
      <div class="pair">${this.#server()} ${this.#cooldown()}</div>
      ${this.#refusal()}
      <div class="actions">
        <button type="button" class="btn first" @click=${() => ask(this.#test(rule.name.trim()))}>
          Send a test
        </button>
        <button type="button" class="btn" @click=${() => this.#fire('pl-rule-cancelled')}>Cancel</button>
        <button class="btn primary" ?disabled=${this.isSaving}>${isNew ? 'Alert me' : 'Save'}</button>
      </div>
    </form>`;
  }

  #limit(number: NumberDraft): TemplateResult {
    const change = (patch: Partial<NumberDraft>): void =>
      this.#change(withNumber(this.current, { ...number, ...patch }));
    return html`<div class="limit">
      <span>When ${number.name} goes</span>
      ${choice({
        id: 'side',
        label: 'Above or below',
        options: [
          ['above', 'above'],
          ['below', 'below'],
        ],
        chosen: number.side,
        onChoose: (side) => change({ side }),
      })}
      <input
        id="limit"
        type="text"
        inputmode="decimal"
        aria-label="Limit"
        aria-invalid=${!/^\s*[-+]?\d*[.,]?\d+\s*$/.test(number.limit)}
        .value=${number.limit}
        @input=${(event: Event) => change({ limit: textOf(event) })}
      />
      <span>${number.unit}</span>
    </div>`;
  }

  #says(): TemplateResult {
    const { rule } = this.current;
    const { facts } = this.#feed;
    const serverName = this.servers.find(({ id }) => id === rule.server)?.name ?? null;
    const words =
      rule.query.trim() === '' ? 'Say below which events you mean.' : describeRule(rule, serverName);
    const guarded = facts === null ? '' : describeGuarded(facts.guarded);
    return html`<div class="says">
      <p>${words}</p>
      <p class="fact" role="status">${facts === null ? '' : describeCount(facts.lastDay)}</p>
      ${guarded === '' ? nothing : html`<p class="fact">${guarded}</p>`}
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
      onChoose: (ms) => this.#change(withPatch(this.current, { cooldownMs: ms })),
    });
  }

  #refusal(): TemplateResult | typeof nothing {
    const text = this.refusal === '' ? (this.#feed.facts?.refusal ?? '') : this.refusal;
    return text === '' ? nothing : verdictLine({ tone: 'bad', text }, 'refusal');
  }
}
