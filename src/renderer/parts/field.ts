import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Verdict } from '../../core/view/server-verdict.ts';
import { icons } from './icons.ts';

function signOf(verdict: Verdict): unknown {
  if (verdict.tone === 'none') return '';
  return verdict.tone === 'good' ? icons.check(14) : icons.warning(14);
}

/** The line under a field. Its space is reserved even without a text, so that nothing moves. */
export function verdictLine(verdict: Verdict, id: string): TemplateResult {
  return html`<p class="verdict ${verdict.tone}" id=${id} aria-live="polite">
    ${signOf(verdict)}<span>${verdict.text}</span>
  </p>`;
}

/** The value of the field of an event. */
export function textOf({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : '';
}

/** A text field with its label. `verdict` is the line under it; `null` if there is never one. */
export function field(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly type?: 'text' | 'password';
  readonly verdict?: Verdict | null;
  readonly onInput: (value: string) => void;
}): TemplateResult {
  const { id, label, value, placeholder = '', type = 'text', verdict = null, onInput } = props;
  return html`<div class="field">
    <label class="label" for=${id}>${label}</label>
    <input
      id=${id}
      type=${type}
      placeholder=${placeholder}
      autocomplete=${type === 'password' ? 'new-password' : 'off'}
      autocapitalize="off"
      spellcheck="false"
      aria-describedby=${`${id}-verdict`}
      aria-invalid=${verdict?.tone === 'bad'}
      .value=${value}
      @input=${(event: Event) => onInput(textOf(event))}
    />
    ${verdict === null ? nothing : verdictLine(verdict, `${id}-verdict`)}
  </div>`;
}

export interface ChoiceProps<T extends string | number> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

/** A list to choose one from, for a place that says by itself what it is: its label is only heard. */
export function choice<T extends string | number>(props: ChoiceProps<T>): TemplateResult {
  const { id, label, options, chosen, onChoose } = props;
  return html`<select
    id=${id}
    aria-label=${label}
    aria-describedby=${`${id}-verdict`}
    @change=${({ target }: Event) => {
      const option = target instanceof HTMLSelectElement ? options[target.selectedIndex] : undefined;
      if (option !== undefined) onChoose(option[0]);
    }}
  >
    ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
  </select>`;
}

/** A list to choose one from, with its label above. */
export function choiceField<T extends string | number>(props: ChoiceProps<T>): TemplateResult {
  return html`<div class="field">
    <label class="label" for=${props.id}>${props.label}</label>
    ${choice(props)}
  </div>`;
}

/**
 * A switch. It shows what is so, also where a change was refused. Its label is heard; `describedBy` names what is said after
 * it.
 */
export function toggle(
  label: string,
  on: boolean,
  onChange: (on: boolean) => void,
  describedBy: string | typeof nothing = nothing,
): TemplateResult {
  return html`<input
    class="switch"
    type="checkbox"
    role="switch"
    aria-label=${label}
    aria-describedby=${describedBy}
    .checked=${live(on)}
    @change=${({ target }: Event) => {
      if (target instanceof HTMLInputElement) onChange(target.checked);
    }}
  />`;
}
