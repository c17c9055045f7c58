import { html, type TemplateResult } from 'lit';

export interface SettingRowProps {
  readonly label: string;
  readonly hint: string;
  /** A switch, a button, a choice. */
  readonly control: TemplateResult;
}

/** A setting on one line: what it is, what it means, and the control at the right. */
export function settingRow({ label, hint, control }: SettingRowProps): TemplateResult {
  return html`<div class="setting">
    <div class="grow">
      <p class="name">${label}</p>
      <p class="hint">${hint}</p>
    </div>
    ${control}
  </div>`;
}
