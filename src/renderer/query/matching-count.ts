import { html, nothing, type TemplateResult } from 'lit';
import type { LogModel } from '../state/log-model.ts';
import { tallyOf } from '../state/type-tally.ts';

/** "214 of 48,120", while something is looked for: events, without the interruptions and connections between them. */
export function matchingCount(model: LogModel): TemplateResult | typeof nothing {
  const { counts } = tallyOf(model);
  if (!model.isFiltered || counts === null) return nothing;
  return html`<span class="matching hint" title="Events that match, of all that are here"
    >${counts.matching.toLocaleString('en-GB')} of ${counts.total.toLocaleString('en-GB')}</span
  >`;
}
