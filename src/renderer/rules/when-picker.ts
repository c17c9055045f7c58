import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { capitalise, toWords } from '../../core/events/entity-name.ts';
import { toNumber } from '../../core/query/parse-number.ts';
import { isOfKind, type HomeThing } from '../../core/rules/home-things.ts';
import {
  describeEventPick,
  describeThings,
  DOING_WORDS,
  happeningOf,
  kindOf,
  KINDS,
  momentWords,
  roomName,
  statesOf,
  thingsOf,
  usualDoing,
} from '../../core/rules/pick-words.ts';
import type { Doing, EventPick, Picks, Things } from '../../core/rules/rule-picks.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { choice, choiceField, field, textOf } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import './duration-field.ts';
import './subject-picker.ts';
import type { SubjectPicker } from './subject-picker.ts';
import { whenPickerStyles } from './when-picker-styles.ts';

/** What the pickers change of a rule. */
export interface WhenChange {
  readonly picks: Picks;
  readonly timing: Rule['timing'];
  /** Home of the thing that was chosen; `null` where no other was chosen. */
  readonly serverId: string | null;
}

type Verb = Doing['kind'] | 'silent';
const VERBS: readonly Verb[] = ['becomes', 'leaves', 'changes', 'above', 'below', 'silent'];
const OTHER = '\u0000other';
const HOUR_MS = 3_600_000;

/** Which events, chosen and not written. Fires `pl-when` with a `WhenChange`. */
@customElement('pl-when-picker')
export class WhenPicker extends LitElement {
  static override styles = [base, fields, whenPickerStyles];

  /** `null`: nothing is chosen yet. */
  @property({ attribute: false }) accessor picks: Picks | null = null;
  @property({ attribute: false }) accessor timing: Rule['timing'] = { kind: 'at-once' };
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  @property({ attribute: false }) accessor homes: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) accessor types: readonly string[] = [];
  /** A state is typed that is not in the list. */
  @state() accessor isOther = false;

  /** Puts the focus where a person begins. */
  focusFirst(): void {
    const limit = this.renderRoot.querySelector<HTMLElement>('#limit');
    (limit ?? this.renderRoot.querySelector<SubjectPicker>('pl-subject-picker'))?.focus();
  }

  #change(picks: Picks, timing = this.timing, serverId: string | null = null): void {
    const detail: WhenChange = { picks, timing, serverId };
    this.dispatchEvent(new CustomEvent<WhenChange>('pl-when', { detail }));
  }

  /** A thing that was silent before stays so only where it is asked for again. */
  get #loud(): Rule['timing'] {
    return this.timing.kind === 'silent' ? { kind: 'at-once' } : this.timing;
  }

  protected override render(): unknown {
    const { picks } = this;
    return html`<pl-subject-picker
        label="When"
        placeholder="A thing, room, kind or event: garage door"
        .chosen=${this.#chosen()}
        .things=${this.things}
        .homes=${this.homes}
        .types=${this.types}
        @pl-subject=${({ detail }: CustomEvent<SubjectOption>) => {
          this.isOther = false;
          this.#change(detail.picks, this.#loud, detail.serverId);
        }}
      ></pl-subject-picker>
      ${picks === null ? nothing : picks.kind === 'event' ? this.#event(picks) : this.#things(picks)}`;
  }

  #chosen(): string {
    const { picks } = this;
    if (picks === null) return '';
    if (picks.kind === 'event') return describeEventPick(picks);
    return capitalise(describeThings(picks.things, this.things));
  }

  #things(picks: Extract<Picks, { readonly kind: 'things' }>): TemplateResult {
    const { things, does } = picks;
    return html`${things.entities.length > 0 ? nothing : this.#kindAndRoom(things, does)}
      <div class="row">${this.#verb(things, does)} ${this.#object(things, does)}</div>`;
  }

  #kindAndRoom(things: Things, does: Doing): TemplateResult {
    const change = (part: Partial<Things>, next = does): void =>
      this.#change({ kind: 'things', things: { ...things, ...part }, does: next });
    const chosen = kindOf(things);
    const room = roomName(things.area, this.things);
    const offered = KINDS.filter(
      (kind) => kind === chosen || this.things.some((thing) => isOfKind(thing, kind.domain, kind.classes)),
    );
    const isAny = things.domain === '' && things.classes.length === 0;
    const own = chosen !== null || isAny ? [] : [...things.classes, things.domain].filter(Boolean);
    const rooms = [...new Set([...this.things.map(({ area }) => area), room])].filter(Boolean);
    return html`<div class="row">
      ${choiceField({
        id: 'kind',
        label: 'Kind',
        options: [
          ['', 'Anything'],
          ...(own.length === 0 ? [] : [['own', capitalise(own.map(toWords).join(' '))] as const]),
          ...offered.map(({ noun }) => [noun, capitalise(`any ${noun}`)] as const),
        ],
        chosen: isAny ? '' : (chosen?.noun ?? 'own'),
        onChoose: (noun) => {
          if (noun === 'own') return;
          const kind = KINDS.find((each) => each.noun === noun);
          const part = { domain: kind?.domain ?? '', classes: kind?.classes ?? [] };
          // What a door does means nothing to a battery.
          const isSilence = this.timing.kind === 'silent';
          change(part, isSilence ? does : usualDoing({ ...things, ...part }, this.things));
        },
      })}
      ${
        rooms.length === 0
          ? nothing
          : choiceField({
              id: 'room',
              label: 'Room',
              options: [
                ['', 'Any room'],
                ...rooms.sort((a, b) => a.localeCompare(b)).map((name) => [name, name] as const),
              ],
              chosen: room,
              onChoose: (area) => change({ area }),
            })
      }
    </div>`;
  }

  #verb(things: Things, does: Doing): TemplateResult {
    const verb: Verb = this.timing.kind === 'silent' ? 'silent' : does.kind;
    const [first] = thingsOf(things, this.things);
    const moment = first === undefined ? null : momentWords(first);
    const offered: readonly Verb[] = verb === 'anything' ? [...VERBS, 'anything'] : VERBS;
    return choice({
      id: 'verb',
      label: 'What it does',
      options: offered.map((each) => [
        each,
        each === 'changes' && moment !== null ? moment : DOING_WORDS[each],
      ]),
      chosen: verb,
      onChoose: (next) => {
        if (next === 'silent') {
          const ms = this.timing.kind === 'silent' ? this.timing.ms : HOUR_MS;
          this.#change({ kind: 'things', things, does: { kind: 'anything' } }, { kind: 'silent', ms });
        } else this.#change({ kind: 'things', things, does: this.#doing(next, things, does) }, this.#loud);
      },
    });
  }

  /** Another verb with what was chosen for the one before, as far as it means something there. */
  #doing(kind: Doing['kind'], things: Things, before: Doing): Doing {
    switch (kind) {
      case 'becomes':
      case 'leaves': {
        const [usual] = statesOf(things, this.things);
        return { kind, states: 'states' in before ? before.states : [usual?.value ?? 'on'] };
      }
      case 'above':
      case 'below': {
        if ('limit' in before) return { kind, limit: before.limit };
        const value = toNumber(thingsOf(things, this.things)[0]?.state ?? '');
        return { kind, limit: value ?? (things.classes.includes('battery') ? 15 : 0) };
      }
      case 'changes':
      case 'anything':
        return { kind };
    }
  }

  #object(things: Things, does: Doing): TemplateResult | typeof nothing {
    const { timing } = this;
    if (timing.kind === 'silent') {
      return html`<pl-duration-field
        label="Silent for"
        .ms=${timing.ms}
        @pl-ms=${({ detail: ms }: CustomEvent<number>) =>
          this.#change({ kind: 'things', things, does }, { kind: 'silent', ms })}
      ></pl-duration-field>`;
    }
    switch (does.kind) {
      case 'becomes':
      case 'leaves':
        return this.#states(things, does.kind, does.states);
      case 'above':
      case 'below': {
        const { kind } = does;
        const unit = thingsOf(things, this.things)[0]?.unit ?? '';
        return html`<input
            id="limit"
            class="number"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-label="Limit"
            .value=${String(does.limit)}
            @input=${(event: Event) => {
              const limit = toNumber(textOf(event).trim().replace(',', '.'));
              (event.target as HTMLElement).setAttribute('aria-invalid', String(limit === null));
              if (limit !== null) this.#change({ kind: 'things', things, does: { kind, limit } });
            }}
          /><span>${unit}</span>`;
      }
      case 'changes':
      case 'anything':
        return nothing;
    }
  }

  #states(things: Things, kind: 'becomes' | 'leaves', states: readonly string[]): TemplateResult {
    const change = (next: readonly string[]): void =>
      this.#change({ kind: 'things', things, does: { kind, states: next } });
    const choices = statesOf(things, this.things);
    const own = states.join(' or ');
    const [only = ''] = states.length === 1 ? states : [];
    const isListed = !this.isOther && choices.some(({ value }) => value === only);
    const isTyped = this.isOther || (states.length === 1 && !isListed);
    return html`${choice({
      id: 'state',
      label: 'State',
      options: [
        ...choices.map(({ value, words }) => [value, words] as const),
        ...(states.length > 1 ? [['several', own] as const] : []),
        [OTHER, 'another state…'],
      ],
      chosen: states.length > 1 ? 'several' : isTyped ? OTHER : only,
      onChoose: (value) => {
        this.isOther = value === OTHER;
        if (value !== OTHER && value !== 'several') change([value]);
      },
    })}
    ${
      isTyped
        ? html`<input
            type="text"
            autocomplete="off"
            spellcheck="false"
            aria-label="State in its own words"
            .value=${isListed ? '' : only}
            @input=${(event: Event) => {
              const text = textOf(event).trim();
              if (text !== '') change([text]);
            }}
          />`
        : nothing
    }`;
  }

  #event(pick: EventPick): TemplateResult | typeof nothing {
    const known = happeningOf(pick);
    if (known !== null) return known.needs === undefined ? nothing : needed(known.needs);
    const change = (part: Partial<EventPick>): void => this.#change({ ...pick, ...part }, this.#loud);
    const { entities } = pick;
    return html`${
      entities.length === 0
        ? nothing
        : field({
            id: 'entity',
            label: 'About',
            value: entities.join(' '),
            onInput: (text) => change({ entities: text.split(/[\s,]+/).filter(Boolean) }),
          })
    }
    ${pick.fields.map(
      ({ path, value }, at) =>
        html`<div class="row event-field">
          <span class="mono path">${path.join('.')}</span>
          <span>is</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck="false"
            aria-label=${`Value of ${path.join('.')}`}
            .value=${value}
            @input=${(event: Event) => {
              const text = textOf(event).trim();
              if (text !== '') change({ fields: pick.fields.with(at, { path, value: text }) });
            }}
          />
          <button
            type="button"
            class="btn ghost small icon"
            aria-label=${`Leave out ${path.join('.')}`}
            @click=${() => change({ fields: pick.fields.toSpliced(at, 1) })}
          >
            ${icons.close(12)}
          </button>
        </div>`,
    )}`;
  }
}

/** What a home must be told first. */
function needed(lines: string): TemplateResult {
  return html`<div class="hint">
    <p>
      Home Assistant tells of it only with these lines in its <code>configuration.yaml</code>, after a
      restart:
    </p>
    <pre tabindex="0" aria-label="Lines for configuration.yaml">${lines}</pre>
  </div>`;
}
