import { html, type TemplateResult } from 'lit';
import { parseBaseUrl } from '../../core/servers/base-url.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import { FIRST_WORDS } from '../../core/view/first-minute-words.ts';
import { field } from '../parts/field.ts';
import { colourSwatches } from '../servers/form-parts.ts';
import { hostOf } from '../servers/route-draft.ts';
import '../servers/route-fields.ts';

/** What few people need to say of a new server: its name, its colour, and the way to it. */
export function rareFields(
  draft: ServerDraft,
  onChange: (patch: Partial<ServerDraft>) => void,
): TemplateResult {
  return html`<details class="more">
    <summary>${FIRST_WORDS.more}</summary>
    <div class="fields">
      ${field({
        id: 'name',
        label: FIRST_WORDS.name,
        value: draft.name,
        placeholder: parseBaseUrl(draft.url).ok ? hostOf(draft.url) : 'Home',
        onInput: (name) => onChange({ name }),
      })}
      ${colourSwatches(draft.colour, (colour) => onChange({ colour }))}
      <pl-route-fields
        .draft=${draft}
        .server=${null}
        @pl-route=${({ detail }: CustomEvent<ServerDraft>) => onChange(detail)}
      ></pl-route-fields>
    </div>
  </details>`;
}
