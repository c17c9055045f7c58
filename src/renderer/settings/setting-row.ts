import { html, type TemplateResult } from 'lit';
import { toggle } from '../parts/field.ts';

/** A setting on one line: its name, its meaning, and the control at the right. */
export function settingRow(label: string, hint: string, control: TemplateResult): TemplateResult {
  return html`<div class="setting">
    <div class="grow">
      <p class="name">${label}</p>
      <p class="hint">${hint}</p>
    </div>
    ${control}
  </div>`;
}

/** A setting that is on or off. */
export function switchRow(
  label: string,
  hint: string,
  on: boolean,
  onChange: (on: boolean) => void,
): TemplateResult {
  return settingRow(label, hint, toggle(label, on, onChange));
}
