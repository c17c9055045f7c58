import { css, html, type TemplateResult } from 'lit';

/** Keys and their actions. */
export interface KeyHint {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The line of keys below a list. Hidden from screen readers, which announce keys themselves. */
export function keyFoot(hints: readonly KeyHint[]): TemplateResult {
  return html`<div class="foot" aria-hidden="true">
    ${hints.map(({ keys, does }) => html`<span>${keys.map((key) => html`<kbd>${key}</kbd>`)} ${does}</span>`)}
  </div>`;
}

export const keyFootStyles = css`
  .foot {
    display: flex;
    gap: 14px;
    overflow: hidden;
    padding: 7px 14px;
    border-top: 1px solid var(--line);
    background: var(--sunken);
    color: var(--dim);
    font-size: 12px;
  }
  .foot span {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
  }
`;
