import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { capitalise, toWords } from '../../core/events/entity-name.ts';
import { toNumber } from '../../core/query/parse-number.ts';
import { isOfKind, type HomeThing } from '../../core/rules/home-things.ts';
import {
  describeEventPick,
  describeThings,
  DOING_WORDS,
  kindOf,
  KINDS,
  momentWords,
  nameOfPlace,
  statesOf,
  thingsOf,
  usualDoing,
  wordsOfAction,
} from '../../core/rules/pick-words.ts';
import type { Doing, Picks, Things, Within } from '../../core/rules/rule-picks.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { choice, choiceField, textOf } from '../parts/field.ts';
import '../parts/list-field.ts';
import type { FoundOptions, ListField } from '../parts/list-field.ts';
import { bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import './duration-field.ts';
import './event-fields.ts';
import type { EventChange } from './event-fields.ts';
import { whenPickerStyles } from './when-picker-styles.ts';

/** What the pickers change of a rule. */
export interface WhenChange {
  readonly picks: Picks;
  readonly timing: Rule['timing'];
  /** Home of the thing that was chosen; `null` where no other was chosen. */
  readonly serverId: string | null;
  /** Some of the things that were chosen; none where no others were. */
  readonly things: readonly HomeThing[];
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
  @property({ attribute: false }) accessor places: readonly Within[] = [];
  /** The home whose things are offered; `null` for all. */
  @property() accessor server: string | null = null;
  /** A state is typed that is not in the list. */
  @state() accessor isOther = false;

  /** Puts the focus where a person begins. */
  focusFirst(): void {
    const limit = this.renderRoot.querySelector<HTMLElement>('#limit');
    (limit ?? this.renderRoot.querySelector<ListField>('pl-list-field'))?.focus();
  }

  #change(picks: Picks, timing = this.timing): void {
    this.#tell({ picks, timing, serverId: null, things: [] });
  }

  #tell(detail: WhenChange): void {
    this.dispatchEvent(new CustomEvent<WhenChange>('pl-when', { detail }));
  }

  readonly #find = (typed: string): Promise<FoundOptions> =>
    bridge().findSubjects({ typed, onlyThings: false, server: this.server });

  /** A thing that was silent before stays so only where it is asked for again. */
  get #loud(): Rule['timing'] {
    return this.timing.kind === 'silent' ? { kind: 'at-once' } : this.timing;
  }

  protected override render(): unknown {
    const { picks } = this;
    return html`<pl-list-field
        label="When"
        placeholder="A thing, room, kind, event or action: garage door"
        .value=${this.#chosen()}
        .find=${this.#find}
        @pl-choose=${({ detail }: CustomEvent<SubjectOption>) => {
          const { serverId, things } = detail;
          this.isOther = false;
          this.#tell({ picks: detail.picks, timing: this.#loud, serverId, things });
        }}
      ></pl-list-field>
      ${picks === null ? nothing : this.#rest(picks)}`;
  }

  #rest(picks: Picks): unknown {
    switch (picks.kind) {
      case 'things':
        return this.#things(picks);
      case 'action':
      case 'event':
        return html`<pl-event-fields
          .pick=${picks}
          .known=${this.things}
          .server=${this.server}
          @pl-pick=${({ detail: { pick, things } }: CustomEvent<EventChange>) =>
            this.#tell({ picks: pick, timing: this.#loud, serverId: null, things })}
        ></pl-event-fields>`;
    }
  }

  #chosen(): string {
    const { picks } = this;
    if (picks === null) return '';
    if (picks.kind === 'event') return describeEventPick(picks);
    if (picks.kind === 'action') return `“${wordsOfAction(picks.action)}” is called`;
    return capitalise(describeThings(picks.things, this.things));
  }

  #things(picks: Extract<Picks, { readonly kind: 'things' }>): TemplateResult {
    const { things, does } = picks;
    return html`${things.entities.length > 0 ? nothing : this.#kindAndPlace(things, does)}
      <div class="row">${this.#verb(things, does)} ${this.#object(things, does)}</div>`;
  }

  #kindAndPlace(things: Things, does: Doing): TemplateResult {
    const change = (part: Partial<Things>, next = does): void =>
      this.#change({ kind: 'things', things: { ...things, ...part }, does: next });
    const chosen = kindOf(things);
    const offered = KINDS.filter(
      (kind) => kind === chosen || this.things.some((thing) => isOfKind(thing, kind.domain, kind.classes)),
    );
    const isAny = things.domain === '' && things.classes.length === 0;
    const own = chosen !== null || isAny ? [] : [...things.classes, things.domain].filter(Boolean);
    const within = things.within === null ? '' : keyOf(things.within);
    // Devices are too many to be listed, and people no places.
    const places = this.places.filter(({ place }) => ['area', 'floor', 'label'].includes(place));
    const isListed = within === '' || places.some((each) => keyOf(each) === within);
    const listed = things.within === null || isListed ? places : [things.within, ...places];
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
        listed.length === 0
          ? nothing
          : choiceField({
              id: 'where',
              label: 'Where',
              options: [
                ['', 'Anywhere'],
                ...listed.map((each) => [keyOf(each), wordsOfPlace(each, this.things)] as const),
              ],
              chosen: within,
              onChoose: (key) => change({ within: listed.find((each) => keyOf(each) === key) ?? null }),
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
}

function keyOf({ place, name }: Within): string {
  return `${place}\n${name.toLowerCase()}`;
}

/** "Kitchen", "Floor: Upstairs" */
function wordsOfPlace(within: Within, known: readonly HomeThing[]): string {
  const name = nameOfPlace(within, known);
  return within.place === 'area' ? name : `${capitalise(within.place)}: ${name}`;
}
