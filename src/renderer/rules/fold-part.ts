import { css, html, type TemplateResult } from 'lit';

/** A part of a form that is rarely used: one line that says what it is set to, and opens. */
export function foldPart(title: string, value: string, content: unknown): TemplateResult {
  return html`<details class="fold">
    <summary><span class="label">${title}</span><span class="hint ellipsis">${value}</span></summary>
    <div class="folded">${content}</div>
  </details>`;
}

export const foldStyles = css`
  .folds {
    display: grid;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  .fold + .fold {
    border-top: 1px solid var(--line);
  }
  .fold > summary {
    display: flex;
    align-items: baseline;
    gap: 10px;
    width: auto;
    padding: 7px 10px;
    border-radius: 8px;
    color: inherit;
    font-size: inherit;
    list-style: none;
  }
  .fold > summary::-webkit-details-marker {
    display: none;
  }
  .fold > summary::after {
    content: '›';
    margin-left: auto;
    color: var(--dim);
  }
  .fold[open] > summary::after {
    transform: rotate(90deg);
  }
  .fold > summary:hover {
    background: var(--hover);
  }
  .fold .hint {
    min-width: 0;
  }
  .folded {
    display: grid;
    gap: 10px;
    padding: 4px 10px 12px;
  }
`;
