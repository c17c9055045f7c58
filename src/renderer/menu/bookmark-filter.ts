import { html, type TemplateResult } from 'lit';
import { hasTerm, withoutTerm, withTerm } from '../../core/query/edit-query.ts';
import { icons } from '../parts/icons.ts';
import type { LogModel } from '../state/log-model.ts';

/** A button that switches between bookmarked rows and all rows. Styled by `base`. */
export function bookmarkFilter(model: LogModel): TemplateResult {
  const on = hasTerm(model.query, 'bookmarked', 'yes');
  const change = on ? withoutTerm : withTerm;
  return html`<button
    class="chip bookmarks ${on ? 'on' : ''}"
    aria-pressed=${on}
    aria-label="Only bookmarked events"
    title=${on ? 'Show all events again' : 'Only bookmarked events. Press b on an event to bookmark it'}
    @click=${() => model.setQuery(change(model.query, 'bookmarked', 'yes'))}
  >
    ${icons.bookmark(14)}
  </button>`;
}
