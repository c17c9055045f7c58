import { html, type TemplateResult } from 'lit';
import { formatJson } from '../../core/view/json-tokens.ts';

/** JSON in colours, made only of text nodes. Text that is not JSON is shown unchanged. */
export function jsonView(raw: string): TemplateResult {
  const formatted = formatJson(raw);
  if (formatted === null)
    return html`<pre tabindex="0" aria-label="Message as sent">${raw.slice(0, 200_000)}</pre>`;
  return html`<pre tabindex="0" aria-label="Event as sent">
${formatted.tokens.map(({ kind, text }) =>
        kind === 'space' || kind === 'punctuation' ? text : html`<span class=${kind}>${text}</span>`,
      )}${formatted.complete ? '' : '\n…'}</pre>
    ${formatted.complete ? '' : html`<p class="hint">This is the beginning. Copy event copies all of it.</p>`}`;
}
