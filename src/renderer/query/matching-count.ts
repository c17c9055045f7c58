import { html, nothing, type TemplateResult } from 'lit';
import type { LogModel } from '../state/log-model.ts';
import { tallyOf } from '../state/type-tally.ts';

const NUMBER = new Intl.NumberFormat('en-GB');

/** "214 of 48,120", while something is looked for: events, without the interruptions and connections between them. */
export function matchingCount(model: LogModel): TemplateResult | typeof nothing {
  const { counts } = tallyOf(model);
  if (!model.isFiltered || counts === null) return nothing;
  return html`<span class="matching hint" title="Events that match, of all that are here"
    >${NUMBER.format(counts.matching)} of ${NUMBER.format(counts.total)}</span
  >`;
}
