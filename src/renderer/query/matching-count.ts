import { html, nothing, type TemplateResult } from 'lit';
import type { LogModel } from '../state/log-model.ts';

const NUMBER = new Intl.NumberFormat('en-GB');

/** "214 of 48,120", while something is looked for. `total` is `null` while it is not known. */
export function matchingCount(model: LogModel, total: number | null): TemplateResult | typeof nothing {
  if (!model.isFiltered) return nothing;
  const found = `${NUMBER.format(model.count)}${model.complete ? '' : ' so far'}`;
  const words = total === null ? found : `${found} of ${NUMBER.format(total)}`;
  return html`<span class="matching">${words}</span>`;
}
