import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Overview } from '../../core/ipc/overview.ts';
import type { RuleFacts } from '../../core/rules/refuse-rule.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { describeGuarded, describeRule } from '../../core/rules/rule-words.ts';
import { toggle } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { HomeThingsFeed } from './home-things-feed.ts';
import './rule-agree.ts';
import type { RuleAgree } from './rule-agree.ts';
import { draftOf, draftOfCopy, emptyDraft, type RuleDraft } from './rule-draft.ts';
import './rule-editor.ts';
import type { RuleEditor } from './rule-editor.ts';
import './rule-files.ts';
import './rule-starters.ts';
import { ruleListStyles } from './rule-list-styles.ts';

/** Every rule in words, with its switch. One at a time can be edited. */
@customElement('pl-rule-list')
export class RuleList extends LitElement {
  static override styles = [base, fields, pages, ruleListStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  /** What is open: the form of a rule that is there, or of a new one. */
  @state() accessor editing: RuleDraft | null = null;
  /** The last deleted one, until the next action. */
  @state() accessor deleted: Rule | null = null;
  /** By rule id: the entities that a rule for a device class or domain matches. */
  @state() accessor guarded: ReadonlyMap<string, RuleFacts['guarded']> = new Map();
  /** What was moved where, for those who hear the page. */
  @state() accessor moved = '';
  @state() accessor refusal: { readonly id: string; readonly text: string } | null = null;

  readonly #home = new HomeThingsFeed(this);
  /** Query and server of each rule whose facts were asked for, by its id. */
  readonly #asked = new Map<string, string>();
  /** What gets the focus when the next state is drawn. */
  #focus: string | null = null;

  /** Opens a rule in the form and brings it into view. One that is gone changes nothing. */
  editRule(id: string): void {
    const rule = this.overview.notifications.rules.find((each) => each.id === id);
    if (rule === undefined) return;
    this.#edit(draftOf(rule));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('pl-rule-editor')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  protected override willUpdate(): void {
    this.#home.look(this.overview.notifications.rules, null);
    for (const rule of this.overview.notifications.rules) {
      const key = `${rule.query}\n${rule.server ?? ''}`;
      if (this.#asked.get(rule.id) === key || !/class:|domain:|\*/.test(rule.query)) continue;
      this.#asked.set(rule.id, key);
      ask(this.#askWhatIsGuarded(rule));
    }
  }

  async #askWhatIsGuarded(rule: Rule): Promise<void> {
    const { guarded } = await bridge().readRuleFacts(rule);
    this.guarded = new Map(this.guarded).set(rule.id, guarded);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('editing') && this.editing !== null) {
      const editor = this.renderRoot.querySelector<RuleEditor>('pl-rule-editor');
      void editor?.updateComplete.then(() => editor.focusFirst());
    }
    if (this.#focus === null) return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focus);
    this.#focus = null;
    target?.focus();
  }

  #edit(editing: RuleDraft | null): void {
    const { editing: before } = this;
    this.deleted = null;
    this.editing = editing;
    if (editing !== null || before === null) return;
    this.#focus = before.isNew ? '.add' : editButtonOf(before.rule);
  }

  /** A rule from a file is looked at before it runs. */
  async #switch(rule: Rule, enabled: boolean): Promise<void> {
    if (rule.unconfirmed === true) {
      this.requestUpdate();
      await this.renderRoot.querySelector<RuleAgree>('pl-rule-agree')?.open(rule);
      return;
    }
    const text = await bridge().saveRule({ ...rule, enabled });
    this.refusal = text === null ? null : { id: rule.id, text };
    this.requestUpdate();
  }

  async #delete(rule: Rule): Promise<void> {
    await bridge().removeRule(rule.id);
    this.editing = null;
    this.deleted = rule;
    this.#focus = '.restore';
  }

  readonly #restore = async (): Promise<void> => {
    const { deleted } = this;
    await bridge().restoreRule();
    this.deleted = null;
    this.#focus = deleted === null ? null : editButtonOf(deleted);
  };

  async #move({ id, name }: Rule, to: number): Promise<void> {
    const { rules } = this.overview.notifications;
    if (to < 0 || to >= rules.length) return;
    await bridge().moveRule(id, to);
    this.moved = `${name} is now number ${String(to + 1)} of ${String(rules.length)}.`;
    this.#focus = `#${CSS.escape(`edit-${id}`)}`;
    // The list itself arrives with the next overview, and may have arrived before this answer.
    this.requestUpdate();
  }

  protected override render(): unknown {
    const { rules } = this.overview.notifications;
    const added = this.editing?.isNew === true ? this.editing : null;
    return html`<section
      class="card list"
      aria-labelledby="rules"
      @pl-rule-saved=${() => this.#edit(null)}
      @pl-rule-cancelled=${() => this.#edit(null)}
    >
      <div class="cap">
        <h2 id="rules">Tell me</h2>
        <button
          class="btn small add"
          aria-expanded=${added !== null}
          @click=${() => this.#edit(added === null ? emptyDraft() : null)}
        >
          ${icons.plus(14)}New rule
        </button>
      </div>
      ${this.#undo()} ${added === null ? nothing : html`<div class="new">${this.#editor(added)}</div>`}
      ${
        rules.length === 0
          ? html`<p class="none">
              No rules yet. Make one here, or choose "Alert me about this" on an event.
            </p>`
          : html`<ul>
              ${repeat(
                rules,
                ({ id }) => id,
                (rule, at) => this.#rule(rule, at),
              )}
            </ul>`
      }
      <p class="sr-only" role="status">${this.moved}</p>
      <pl-rule-agree
        .servers=${this.overview.servers}
        .things=${this.#home.things}
        .destinations=${this.overview.destinations}
      ></pl-rule-agree>
      <pl-rule-starters
        .things=${this.#home.things}
        .starters=${this.#home.facts.starters}
        .rules=${rules}
      ></pl-rule-starters>
      <pl-rule-files></pl-rule-files>
    </section>`;
  }

  #undo(): TemplateResult | typeof nothing {
    if (this.deleted === null) return nothing;
    return html`<div class="undo">
      <span class="grow" role="status">“${this.deleted.name}” is deleted.</span>
      <button class="btn small restore" @click=${() => void this.#restore()}>Undo</button>
    </div>`;
  }

  #rule(rule: Rule, at: number): TemplateResult {
    const { id, name, enabled } = rule;
    const { editing } = this;
    const draft = editing?.isNew === false && editing.rule.id === id ? editing : null;
    return html`<li
      class=${enabled ? '' : 'off'}
      @keydown=${(event: KeyboardEvent) => {
        if (!event.altKey || draft !== null) return;
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        ask(this.#move(rule, event.key === 'ArrowUp' ? at - 1 : at + 1));
      }}
    >
      <div class="rule">
        ${toggle(name, enabled, (on) => ask(this.#switch(rule, on)), `words-${id}`)}
        <div class="what">
          <p class="name">${name}</p>
          <p class="words hint" id=${`words-${id}`}>${this.#words(rule)}</p>
          ${rule.unconfirmed === true ? this.#mark(rule) : nothing}
        </div>
        <div class="tools">
          <button
            class="btn ghost small"
            id=${`edit-${id}`}
            aria-expanded=${draft !== null}
            aria-label=${`Edit ${name}`}
            @click=${() => this.#edit(draft === null ? draftOf(rule) : null)}
          >
            Edit
          </button>
          ${this.#arrow(rule, at, 'up')} ${this.#arrow(rule, at, 'down')}
          <button
            class="btn ghost small icon"
            aria-label=${`Duplicate ${name}`}
            title="Duplicate"
            @click=${() => this.#edit(draftOfCopy(rule))}
          >
            ${icons.copy(13)}
          </button>
          <button
            class="btn ghost small icon"
            aria-label=${`Delete ${name}`}
            title="Delete"
            @click=${() => ask(this.#delete(rule))}
          >
            ${icons.close(13)}
          </button>
        </div>
      </div>
      ${draft === null ? nothing : this.#editor(draft)}
    </li>`;
  }

  #mark(rule: Rule): TemplateResult {
    return html`<p class="mark">
      ${icons.warning(13)}<span>Came from a file. Look at it before it runs.</span>
      <button
        class="btn small"
        aria-label=${`Look at it: ${rule.name}`}
        @click=${() => ask(this.#switch(rule, true))}
      >
        Look at it
      </button>
    </p>`;
  }

  #arrow(rule: Rule, at: number, way: 'up' | 'down'): TemplateResult {
    const to = way === 'up' ? at - 1 : at + 1;
    return html`<button
      class="btn ghost small icon"
      aria-label=${`Move ${rule.name} ${way}`}
      title=${way === 'up' ? 'Move up (Alt+↑)' : 'Move down (Alt+↓)'}
      ?disabled=${to < 0 || to >= this.overview.notifications.rules.length}
      @click=${() => ask(this.#move(rule, to))}
    >
      ${way === 'up' ? icons.up(13) : icons.down(13)}
    </button>`;
  }

  #words(rule: Rule): string {
    const { servers } = this.overview;
    const serverName = servers.find(({ id }) => id === rule.server)?.name ?? null;
    const refused = this.refusal?.id === rule.id ? ` ${this.refusal.text}` : '';
    const guarded = describeGuarded(this.guarded.get(rule.id) ?? null);
    return `${describeRule(rule, serverName, this.#home.things)}${guarded === '' ? '' : ` ${guarded}`}${refused}`;
  }

  #editor(draft: RuleDraft): TemplateResult {
    return html`<div class="editor">
      <pl-rule-editor
        .draft=${draft}
        .servers=${this.overview.servers}
        .destinations=${this.overview.destinations}
        .tellsLock=${this.overview.tellsLock}
      ></pl-rule-editor>
    </div>`;
  }
}

/** The button that opens a rule. */
function editButtonOf({ id }: Rule): string {
  return `#${CSS.escape(`edit-${id}`)}`;
}
