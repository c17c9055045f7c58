import { html, nothing, type TemplateResult } from 'lit';
import type { Verdict } from '../../core/view/server-verdict.ts';
import { icons } from './icons.ts';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly type?: 'text' | 'password';
  readonly verdict: Verdict | null;
  readonly onInput: (value: string) => void;
}

function signOf(verdict: Verdict): unknown {
  if (verdict.tone === 'none') return '';
  return verdict.tone === 'good' ? icons.check(14) : icons.warning(14);
}

/** The line under a field. It is there without a text too where one may come, so that nothing moves then. */
export function verdictLine(verdict: Verdict, id: string): TemplateResult {
  return html`<p class="verdict ${verdict.tone}" id=${id} aria-live="polite">
    ${signOf(verdict)}<span>${verdict.text}</span>
  </p>`;
}

/** A text field with its label and its live verdict. */
export function field({
  id,
  label,
  value,
  placeholder,
  type = 'text',
  verdict,
  onInput,
}: FieldProps): TemplateResult {
  const shown = verdict ?? { tone: 'none', text: '' };
  const line = verdict === null ? nothing : verdictLine(shown, `${id}-verdict`);
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
      aria-invalid=${shown.tone === 'bad'}
      .value=${value}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) onInput(event.target.value);
      }}
    />
    ${line}
  </div>`;
}
