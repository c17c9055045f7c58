import { css } from 'lit';

export const detailStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    min-height: 0;
    border-left: 1px solid var(--line);
    background: var(--panel);
  }
  .top {
    padding: 14px 12px 12px 18px;
    border-bottom: 1px solid var(--line);
  }
  .title {
    display: flex;
    gap: 8px;
    align-items: flex-start;
  }
  h2 {
    flex: 1;
    min-width: 0;
    font-size: 15px;
    line-height: 1.35;
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .close {
    flex: none;
    width: 28px;
    height: 28px;
    padding: 0;
    margin-top: -3px;
  }
  .when {
    margin-top: 3px;
    color: var(--dim);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .body {
    display: grid;
    align-content: start;
    gap: 18px;
    padding: 14px 7px 18px 18px;
    overflow-y: scroll;
  }
  h3 {
    margin: 0 0 6px;
    color: var(--faint);
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.02em;
  }
  .facts,
  .diff {
    display: grid;
    grid-template-columns: minmax(64px, 84px) minmax(0, 1fr);
    gap: 4px 12px;
    font-size: 12.5px;
  }
  dt {
    color: var(--dim);
    overflow-wrap: anywhere;
  }
  dd {
    overflow-wrap: anywhere;
  }
  .diff s {
    color: var(--old);
    text-decoration-thickness: 1px;
  }
  .diff ins {
    color: var(--new);
    font-weight: 600;
    text-decoration: none;
  }
  .diff .none {
    color: var(--dim);
  }
  .diff .arrow {
    color: var(--faint);
    padding: 0 4px;
  }
  pre {
    margin: 0;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--sunken);
    font: 11px/1.6 var(--mono);
    tab-size: 2;
    white-space: pre-wrap;
    line-break: anywhere;
  }
  .key {
    color: var(--t-state);
  }
  .string {
    color: var(--t-call);
  }
  .number {
    color: var(--t-system);
  }
  .literal {
    color: var(--t-automation);
  }
  .hint {
    color: var(--dim);
    font-size: 12px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 12px 18px;
    border-top: 1px solid var(--line);
  }
`;
