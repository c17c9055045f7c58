import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { conditionsFor, headOfCondition, UNTOLD } from '../../core/rules/condition-words.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import { statesOf } from '../../core/rules/pick-words.ts';
import { ANY_THING } from '../../core/rules/rule-picks.ts';
import type { Condition } from '../../core/rules/rule.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { choice } from '../parts/field.ts';
import { dayButtons, hoursStyles, timeFields } from '../parts/hours-fields.ts';
import { icons } from '../parts/icons.ts';
import '../parts/list-field.ts';
import type { ListField } from '../parts/list-field.ts';
import { bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

const MAX_CONDITIONS = 10;
const A_THING = 'thing';
type StateCondition = Extract<Condition, { readonly kind: 'state' }>;

/** What must be so when a rule tells, all of it. Fires `pl-conditions` with the whole list. */
@customElement('pl-condition-list')
export class ConditionList extends LitElement {
  static override styles = [
    base,
    fields,
    hoursStyles,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        padding: 4px 4px 4px 10px;
        border: 1px solid var(--line);
        border-radius: 8px;
      }
      .line > .words {
        flex: 1 1 auto;
      }
      .line > .btn {
        margin-left: auto;
      }
      .line > select {
        flex: 1 1 110px;
        width: auto;
        min-width: 0;
      }
      .line > .thing {
        flex: 1 1 140px;
        overflow-wrap: anywhere;
      }
      .days,
      .line > .hint {
        flex-basis: 100%;
      }
    `,
  ];

  @property({ attribute: false }) accessor conditions: readonly Condition[] = [];
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  /** The home whose things are offered; `null` for all. */
  @property() accessor server: string | null = null;
  @property({ type: Boolean, attribute: 'several-homes' }) accessor severalHomes = false;
  @property({ type: Boolean, attribute: false }) accessor tellsLock = false;
  /** A thing is being chosen for a condition. */
  @state() accessor isChoosing = false;

  #change(conditions: readonly Condition[]): void {
    this.isChoosing = false;
    this.dispatchEvent(new CustomEvent<readonly Condition[]>('pl-conditions', { detail: conditions }));
  }

  #set(at: number, condition: Condition): void {
    this.#change(this.conditions.with(at, condition));
  }

  #add(choiceMade: string): void {
    const found = conditionsFor(this.tellsLock).find(({ words }) => words === choiceMade);
    if (found !== undefined) this.#change([...this.conditions, found.condition]);
    else if (choiceMade === A_THING) {
      this.isChoosing = true;
      void this.updateComplete.then(() => this.renderRoot.querySelector<ListField>('pl-list-field')?.focus());
    }
  }

  protected override render(): unknown {
    const { conditions } = this;
    const offered = conditionsFor(this.tellsLock).filter(
      ({ condition }) => !conditions.some((each) => each.kind === condition.kind && each.kind !== 'hours'),
    );
    return html`${conditions.map((condition, at) => this.#line(condition, at))}
    ${this.isChoosing ? this.#chooser() : nothing}
    ${
      conditions.length >= MAX_CONDITIONS
        ? nothing
        : choice({
            id: 'add',
            label: 'Add a condition',
            options: [
              ['', conditions.length === 0 ? 'Always' : 'Add another condition…'],
              ...offered.map(({ words }) => [words, words] as const),
              [A_THING, 'Another thing is in a state…'],
            ],
            chosen: this.isChoosing ? A_THING : '',
            onChoose: (words) => {
              this.#add(words);
              // The list stays on its first line, so that the same can be chosen twice.
              const list = this.renderRoot.querySelector<HTMLSelectElement>('#add');
              if (list !== null && words !== A_THING) list.selectedIndex = 0;
            },
          })
    }`;
  }

  #chooser(): TemplateResult {
    return html`<pl-list-field
      label="Which thing"
      placeholder="Its name or room"
      .find=${(typed: string) => bridge().findSubjects({ typed, onlyThings: true, server: this.server })}
      @pl-choose=${({ detail }: CustomEvent<SubjectOption>) => this.#addThing(detail)}
    ></pl-list-field>`;
  }

  #addThing({ picks, serverId, things }: SubjectOption): void {
    if (picks.kind !== 'things') return;
    const [entity] = picks.things.entities;
    if (entity === undefined) return;
    const [usual] = statesOf(picks.things, things);
    const server = this.severalHomes && serverId !== null ? { server: serverId } : {};
    this.#change([
      ...this.conditions,
      { kind: 'state', entity, is: 'in', states: [usual?.value ?? 'on'], ...server },
    ]);
  }

  #line(condition: Condition, at: number): TemplateResult {
    const words = headOfCondition(condition);
    return html`<div class="line">
      ${words === '' ? nothing : html`<span class=${condition.kind === 'hours' ? '' : 'words'}>${words}</span>`}
      ${condition.kind === 'state' ? this.#state(condition, at) : nothing}
      ${
        condition.kind === 'hours'
          ? timeFields(condition, (change) => {
              this.#set(at, { ...condition, ...change });
            })
          : nothing
      }
      <button
        type="button"
        class="btn ghost small icon"
        aria-label=${`Remove this condition: ${words === '' ? 'thing' : words}`}
        @click=${() => this.#change(this.conditions.toSpliced(at, 1))}
      >
        ${icons.close(12)}
      </button>
      ${
        condition.kind === 'hours'
          ? dayButtons(condition.days, (days) => {
              this.#set(at, { ...condition, days });
            })
          : nothing
      }
      ${condition.kind === 'computer' && !this.tellsLock ? html`<p class="hint">${UNTOLD}</p>` : nothing}
    </div>`;
  }

  #state(condition: StateCondition, at: number): TemplateResult {
    const { entity, states } = condition;
    const name = this.things.find((thing) => thing.entity === entity)?.name ?? entity;
    const listed = statesOf({ ...ANY_THING, entities: [entity] }, this.things);
    const own = states.join(' or ');
    const isListed = states.length === 1 && listed.some(({ value }) => value === own);
    return html`<span class="thing">${name}</span> ${choice({
        id: `is-${String(at)}`,
        label: `${name}: is or is not`,
        options: [
          ['in', 'is'],
          ['not-in', 'is not'],
        ],
        chosen: condition.is,
        onChoose: (is) => this.#set(at, { ...condition, is }),
      })}
      ${choice({
        id: `state-${String(at)}`,
        label: `${name}: state`,
        options: [
          ...(isListed ? [] : [[own, own] as const]),
          ...listed.map(({ value, words }) => [value, words] as const),
        ],
        chosen: own,
        onChoose: (value) => this.#set(at, { ...condition, states: value === own ? states : [value] }),
      })}`;
  }
}
