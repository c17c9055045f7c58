import { css } from 'lit';

/** Text fields, choices and switches, with their labels and verdicts. */
export const fields = css`
  .field {
    display: grid;
    gap: 5px;
  }
  .label {
    font-weight: 600;
  }
  .verdict {
    display: flex;
    gap: 6px;
    align-items: flex-start;
    min-height: 18px;
    font-size: 12px;
    line-height: 18px;
    color: var(--dim);
  }
  .verdict svg {
    margin-top: 2px;
  }
  .verdict.bad {
    color: var(--bad);
  }
  .verdict.good {
    color: var(--live);
  }
  .verdict.warn {
    color: var(--warn);
  }
  input:is([type='text'], [type='password'], [type='search'], [type='time']),
  select {
    width: 100%;
    height: 34px;
    padding: 0 10px;
    border: 1px solid var(--field-line);
    border-radius: 8px;
    background: var(--panel);
    color: var(--text);
    font: inherit;
  }
  :is(input:not([type='checkbox'], [type='radio']), select):focus-visible {
    outline-offset: 0;
    border-color: var(--accent);
  }
  /* Drawn here: the browser's own is blue. */
  input[type='search']::-webkit-search-cancel-button {
    appearance: none;
    width: 16px;
    height: 16px;
    margin-left: 4px;
    border-radius: 4px;
    background:
      linear-gradient(45deg, transparent 46%, var(--dim) 46% 54%, transparent 54%) center / 10px 10px
        no-repeat,
      linear-gradient(-45deg, transparent 46%, var(--dim) 46% 54%, transparent 54%) center / 10px 10px
        no-repeat;
  }
  input[type='search']::-webkit-search-cancel-button:hover {
    background-color: var(--hover);
  }
  input[aria-invalid='true'],
  textarea[aria-invalid='true'] {
    border-color: var(--bad);
  }
  textarea {
    width: 100%;
    padding: 8px 10px;
    border: 1px solid var(--field-line);
    border-radius: 8px;
    background: var(--panel);
    color: var(--text);
    font: 12px/1.5 var(--mono);
    tab-size: 2;
    resize: vertical;
  }
  summary {
    width: fit-content;
    color: var(--accent-text);
    font-size: 12px;
    border-radius: 4px;
    cursor: default;
  }
  .kinds {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: 6px;
    margin-top: 6px;
  }
  .kind {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 1px 9px;
    align-content: start;
    align-items: baseline;
    padding: 7px 9px;
    border: 1px solid var(--line);
    border-radius: 9px;
  }
  .kind:has(:checked) {
    border-color: var(--accent-line);
    background: var(--accent-bg);
  }
  .kind .hint {
    grid-column: 2;
  }
  input[type='radio'],
  input[type='checkbox'] {
    accent-color: var(--accent);
    margin: 0;
  }
  .switch {
    appearance: none;
    display: block;
    flex: none;
    width: 34px;
    height: 20px;
    margin: 0;
    border: 1px solid var(--field-line);
    border-radius: 10px;
    background: var(--sunken);
    position: relative;
    transition: background-color 0.15s;
  }
  .switch::after {
    content: '';
    position: absolute;
    top: 3px;
    left: 3px;
    width: 12px;
    height: 12px;
    border-radius: 50%;
    background: var(--dim);
    transition: transform 0.15s;
  }
  .switch:checked {
    background: var(--accent);
    border-color: var(--accent);
  }
  .switch:checked::after {
    background: var(--on-accent);
    transform: translateX(14px);
  }
  @media (forced-colors: active) {
    .switch {
      appearance: auto;
    }
    .switch::after {
      content: none;
    }
  }
`;

/** Cards and headings of the pages beside the log. */
export const pages = css`
  :host {
    min-width: 0;
  }
  .page {
    height: 100%;
    overflow: auto;
    scrollbar-gutter: stable;
    background: var(--bg);
  }
  .column {
    max-width: 860px;
    margin: 0 auto;
    padding: 28px 28px 56px;
    display: grid;
    gap: 18px;
  }
  h1 {
    font-size: 20px;
    line-height: 28px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: 14px;
    font-weight: 650;
  }
  .card {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--panel);
    padding: 16px 18px;
    display: grid;
    gap: 14px;
  }
  /* A card of lines from edge to edge, below a heading. */
  .card.list {
    padding: 0;
    gap: 0;
  }
  .cap {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 52px;
    padding: 0 18px;
  }
  .none {
    padding: 0 18px 16px;
    color: var(--dim);
  }
  .lead {
    color: var(--dim);
  }
  .line {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 1px 9px;
    border-radius: 11px;
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    white-space: nowrap;
    background: var(--sunken);
    color: var(--dim);
  }
  .badge.good {
    background: var(--live-bg);
    color: var(--live);
  }
  .badge.warn {
    background: var(--warn-bg);
    color: var(--warn);
  }
  .badge.bad {
    background: var(--bad-bg);
    color: var(--bad);
  }
`;
