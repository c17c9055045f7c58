import { css, html, type TemplateResult } from 'lit';
import type { QueryError } from '../../core/query/ast.ts';
import { highlightSpans } from '../../core/query/highlight-spans.ts';

/** The colours of the query language. */
export const queryColours = css`
  .q-field {
    color: var(--accent-text);
    font-weight: 650;
  }
  .q-word,
  .q-value {
    color: var(--text);
  }
  .q-quoted {
    color: var(--t-call);
  }
  .q-regex {
    color: var(--t-automation);
  }
  .q-operator {
    color: var(--info);
    font-weight: 650;
  }
  .q-wrong {
    color: var(--bad);
    text-decoration: underline wavy;
    text-decoration-skip-ink: none;
    text-underline-offset: 4px;
  }
`;

/** A query in colours, with its error underlined. Joined, the pieces are the text. */
export function colouredQuery(text: string, error: QueryError | null = null): readonly TemplateResult[] {
  return highlightSpans(text, error).map(({ from, to, kind, isWrong }) => {
    const piece = text.slice(from, to);
    return html`<span class="q-${nameOf(kind, piece)} ${isWrong ? 'q-wrong' : ''}">${piece}</span>`;
  });
}

function nameOf(kind: string, piece: string): string {
  if (kind !== 'word' && kind !== 'value') return kind;
  if (piece.startsWith('"')) return 'quoted';
  return kind === 'value' && piece.startsWith('/') ? 'regex' : kind;
}
