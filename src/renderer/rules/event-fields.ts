import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HomeThing } from '../../core/rules/home-things.ts';
import { happeningOf, nameThings } from '../../core/rules/pick-words.ts';
import type { ActionPick, EventPick } from '../../core/rules/rule-picks.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { textOf } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import '../parts/list-field.ts';
import { bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { whenPickerStyles } from './when-picker-styles.ts';

/** Another pick, and things that were chosen for it. */
export interface EventChange {
  readonly pick: EventPick | ActionPick;
  readonly things: readonly HomeThing[];
}

/** Members of an event's data that can be asked for; a name that a query can't have is refused while it is typed. */
const PATH = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/;

/** What an event or a call must be about. Fires `pl-pick` with an `EventChange`. */
@customElement('pl-event-fields')
export class EventFields extends LitElement {
  static override styles = [base, fields, whenPickerStyles];

  @property({ attribute: false }) accessor pick!: EventPick | ActionPick;
  @property({ attribute: false }) accessor known: readonly HomeThing[] = [];
  /** The home whose things are offered; `null` for all. */
  @property() accessor server: string | null = null;
  /** A field that is being typed; `null` for none. */
  @state() accessor added: { readonly path: string; readonly value: string } | null = null;

  #change(pick: EventPick | ActionPick, things: readonly HomeThing[] = []): void {
    this.dispatchEvent(new CustomEvent<EventChange>('pl-pick', { detail: { pick, things } }));
  }

  protected override render(): unknown {
    const { pick } = this;
    if (pick.kind === 'action') return this.#about(pick, 'For');
    const known = happeningOf(pick);
    if (known !== null) return known.needs === undefined ? nothing : needed(known.needs);
    return html`${pick.entities.length === 0 ? nothing : this.#about(pick, 'About')}
    ${pick.fields.map((_each, at) => this.#field(pick, at))} ${this.#adder(pick)}`;
  }

  #about(pick: EventPick | ActionPick, label: string): TemplateResult {
    return html`<pl-list-field
        .label=${label}
        placeholder="Anything, or the name of a thing"
        .value=${nameThings(pick.entities, this.known)}
        .find=${(typed: string) => bridge().findSubjects({ typed, onlyThings: true, server: this.server })}
        @pl-choose=${({ detail: { picks, things } }: CustomEvent<SubjectOption>) => {
          if (picks.kind === 'things') this.#change({ ...pick, entities: picks.things.entities }, things);
        }}
      ></pl-list-field>
      ${
        pick.entities.length === 0
          ? nothing
          : html`<button
              type="button"
              class="link as"
              @click=${() => this.#change({ ...pick, entities: [] })}
            >
              ${label} anything
            </button>`
      }`;
  }

  #field(pick: EventPick, at: number): TemplateResult {
    const { path = [], value = '' } = pick.fields[at] ?? {};
    const name = path.join('.');
    return html`<div class="row event-field">
      <span class="mono path">${name}</span>
      <span>is</span>
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-label=${`Value of ${name}`}
        .value=${value}
        @input=${(event: Event) => {
          const text = textOf(event).trim();
          if (text !== '') this.#change({ ...pick, fields: pick.fields.with(at, { path, value: text }) });
        }}
      />
      <button
        type="button"
        class="btn ghost small icon"
        aria-label=${`Leave out ${name}`}
        @click=${() => this.#change({ ...pick, fields: pick.fields.toSpliced(at, 1) })}
      >
        ${icons.close(12)}
      </button>
    </div>`;
  }

  /** A field counts when it has both a name and a value, and its inputs lose the focus. */
  #adder(pick: EventPick): TemplateResult {
    const { added } = this;
    if (added === null) {
      return html`<button
        type="button"
        class="link as"
        @click=${() => {
          this.added = { path: '', value: '' };
          void this.updateComplete.then(() =>
            this.renderRoot.querySelector<HTMLElement>('.new input')?.focus(),
          );
        }}
      >
        Only with a value in its data
      </button>`;
    }
    const isWrong = added.path !== '' && !PATH.test(added.path);
    const keep = (): void => {
      if (added.value.trim() === '' || !PATH.test(added.path)) return;
      this.added = null;
      const next = { path: added.path.split('.'), value: added.value.trim() };
      this.#change({ ...pick, fields: [...pick.fields, next] });
    };
    return html`<div
      class="row event-field new"
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter') return;
        // Enter in a field of the form would keep the rule.
        event.preventDefault();
        keep();
      }}
    >
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder="device_id"
        aria-label="Field of the event"
        aria-invalid=${isWrong}
        .value=${added.path}
        @input=${(event: Event) => {
          this.added = { ...added, path: textOf(event).trim() };
        }}
      />
      <span>is</span>
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-label="Value of the field"
        .value=${added.value}
        @input=${(event: Event) => {
          this.added = { ...added, value: textOf(event) };
        }}
        @change=${keep}
      />
      <button
        type="button"
        class="btn ghost small icon"
        aria-label="No field"
        @click=${() => {
          this.added = null;
        }}
      >
        ${icons.close(12)}
      </button>
    </div>`;
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
