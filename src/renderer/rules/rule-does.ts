import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HomeThing } from '../../core/rules/home-things.ts';
import type { Rule } from '../../core/rules/rule.ts';
import {
  NO_TARGET,
  presetsFor,
  presetsOf,
  refuseCalls,
  refuseHidden,
  type RuleAction,
} from '../../core/rules/rule-calls.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { choice, textOf, verdictLine } from '../parts/field.ts';
import { findNames } from '../parts/find-names.ts';
import { icons } from '../parts/icons.ts';
import '../parts/list-field.ts';
import type { FoundOptions, ListField, ListOption } from '../parts/list-field.ts';
import { bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

const MAX_BUTTONS = 3;
/** Values of the choices that are no entity and no action. */
const ABOUT = '';
const ANOTHER = 'another';

/** The buttons of a rule, each of which calls an action. Fires `pl-does` with the whole list. */
@customElement('pl-rule-does')
export class RuleDoes extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .button {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px;
        margin: 0;
        padding: 8px 10px 10px;
        border: 1px solid var(--line);
        border-radius: 8px;
      }
      .head {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .wide {
        grid-column: 1 / -1;
      }
      @media (max-width: 520px) {
        .button {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor rule!: Rule;
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  /** The home whose things are offered; `null` for all. */
  @property() accessor server: string | null = null;
  /** Which button gets another target: its place; `null` for none. */
  @state() accessor choosing: number | null = null;

  get #does(): readonly RuleAction[] {
    return this.rule.does ?? [];
  }

  #change(does: readonly RuleAction[]): void {
    this.choosing = null;
    this.dispatchEvent(new CustomEvent<readonly RuleAction[]>('pl-does', { detail: does }));
  }

  #set(at: number, action: RuleAction): void {
    this.#change(this.#does.with(at, action));
  }

  #add(label: string): void {
    const preset = presetsOf(this.rule.query).find((each) => each.label === label);
    const place = this.#does.length;
    this.#change([...this.#does, preset ?? { label: 'Turn off', action: 'homeassistant.turn_off' }]);
    if (preset === undefined) this.#choose(place);
  }

  #choose(place: number): void {
    this.choosing = place;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<ListField>('pl-list-field.wide')?.focus(),
    );
  }

  /** Another target has other usual actions. */
  #target(at: number, { picks }: SubjectOption): void {
    const action = this.#does[at];
    const [target] = picks.kind === 'things' ? picks.things.entities : [];
    if (action === undefined || target === undefined) return;
    const presets = presetsFor(target);
    const isUsual = presets.some((each) => each.action === action.action);
    const [usual = action] = isUsual ? [] : presets;
    this.#set(at, { ...action, label: usual.label, action: usual.action, target });
  }

  readonly #findAction = (typed: string): Promise<FoundOptions> => findNames('service', typed);

  readonly #findThing = (typed: string): Promise<FoundOptions> =>
    bridge().findSubjects({ typed, onlyThings: true, server: this.server });

  protected override render(): unknown {
    const does = this.#does;
    const refusal = refuseCalls({ does }) ?? refuseHidden({ does }) ?? '';
    return html`<p class="hint">
        A button calls an action of Home Assistant, once for each press. Notifications show up to three
        buttons; the others are in the menu of the alert.
      </p>
      ${does.map((action, at) => this.#button(action, at))}
      ${does.length >= MAX_BUTTONS ? nothing : this.#adder()}
      ${verdictLine({ tone: refusal === '' ? 'none' : 'bad', text: refusal }, 'does-verdict')}`;
  }

  #adder(): TemplateResult {
    const taken = this.#does.map(({ action }) => action);
    const presets = presetsOf(this.rule.query).filter(({ action }) => !taken.includes(action));
    return choice({
      id: 'add',
      label: 'Add a button',
      options: [
        [ABOUT, 'Add a button…'],
        ...presets.map(({ label }) => [label, label] as const),
        [ANOTHER, 'For another thing, or another action…'],
      ],
      chosen: ABOUT,
      onChoose: (label) => {
        if (label !== ABOUT) this.#add(label);
        const list = this.renderRoot.querySelector<HTMLSelectElement>('#add');
        if (list !== null) list.selectedIndex = 0;
      },
    });
  }

  #button(action: RuleAction, at: number): TemplateResult {
    const { label, data = '' } = action;
    const name = label.trim() === '' ? `Button ${String(at + 1)}` : label;
    return html`<div class="button" role="group" aria-label=${`Button ${String(at + 1)}`}>
      <div class="head">
        <span class="hint">Button ${at + 1}</span>
        <button
          type="button"
          class="btn ghost small icon"
          aria-label=${`Remove the button ${name}`}
          @click=${() => this.#change(this.#does.toSpliced(at, 1))}
        >
          ${icons.close(12)}
        </button>
      </div>
      <div class="field">
        <label class="label" for=${`label-${String(at)}`}>Label</label>
        <input
          id=${`label-${String(at)}`}
          type="text"
          maxlength="40"
          .value=${label}
          @input=${(event: Event) => this.#set(at, { ...action, label: textOf(event) })}
        />
      </div>
      <pl-list-field
        free
        .label=${'Action'}
        .placeholder=${'light.turn_off'}
        .value=${action.action}
        .find=${this.#findAction}
        @pl-text=${({ detail }: CustomEvent<string>) => this.#set(at, { ...action, action: detail.trim() })}
        @pl-choose=${({ detail }: CustomEvent<ListOption>) => this.#set(at, { ...action, action: detail.words })}
      ></pl-list-field>
      ${this.#targetField(action, at)}
      <div class="field">
        <label class="label" for=${`data-${String(at)}`}
          >Data <span class="hint">JSON, may be empty</span></label
        >
        <input
          id=${`data-${String(at)}`}
          type="text"
          maxlength="4000"
          spellcheck="false"
          placeholder='{ "transition": 2 }'
          aria-describedby="does-verdict"
          .value=${data}
          @input=${(event: Event) => this.#setData(at, action, textOf(event))}
        />
      </div>
      ${
        this.choosing === at
          ? html`<pl-list-field
              class="wide"
              label="Which thing"
              placeholder="Its name or room"
              .find=${this.#findThing}
              @pl-choose=${({ detail }: CustomEvent<SubjectOption>) => this.#target(at, detail)}
            ></pl-list-field>`
          : nothing
      }
    </div>`;
  }

  #targetField({ target = ABOUT, ...action }: RuleAction, at: number): TemplateResult {
    const nameOf = (id: string): string => this.things.find(({ entity }) => entity === id)?.name ?? id;
    const isThing = target !== ABOUT && target !== NO_TARGET;
    return html`<div class="field">
      <label class="label" for=${`target-${String(at)}`}>For</label>
      ${choice({
        id: `target-${String(at)}`,
        label: `What ${action.label} is for`,
        options: [
          [ABOUT, 'What the alert is about'],
          ...(isThing ? [[target, nameOf(target)] as const] : []),
          [ANOTHER, 'Another thing…'],
          [NO_TARGET, 'Nothing in particular'],
        ],
        chosen: this.choosing === at ? ANOTHER : target,
        onChoose: (chosen) => {
          if (chosen === ANOTHER) this.#choose(at);
          else this.#set(at, chosen === ABOUT ? action : { ...action, target: chosen });
        },
      })}
    </div>`;
  }

  #setData(at: number, { data: _before, ...action }: RuleAction, text: string): void {
    this.#set(at, text.trim() === '' ? action : { ...action, data: text });
  }
}
