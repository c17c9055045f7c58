import { css } from 'lit';

export const jsonTreeStyles = css`
  :host {
    display: block;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--sunken);
    overflow: clip;
  }
  .tree {
    padding: 6px 0;
    font: 11.5px/18px var(--mono);
  }
  .line {
    display: flex;
    align-items: stretch;
    padding: 0 10px 0 4px;
    cursor: default;
  }
  .line:hover {
    background: var(--hover);
  }
  .line.active {
    background: var(--sel);
  }
  .line:focus-visible {
    outline-offset: -2px;
    border-radius: 4px;
  }
  i {
    flex: none;
    width: 14px;
    margin-left: 7px;
    border-left: 1px solid var(--line);
    margin-right: -7px;
  }
  .twist {
    flex: none;
    display: grid;
    place-items: center;
    width: 16px;
    height: 18px;
    color: var(--dim);
  }
  .twist svg {
    transform: rotate(-90deg);
  }
  .twist.open svg {
    transform: none;
  }
  .pair {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .key {
    color: var(--t-state);
  }
  .sign {
    color: var(--dim);
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
  .list,
  .object {
    color: var(--dim);
  }
  .left {
    padding: 0 12px 8px;
    color: var(--dim);
    font-size: 12px;
  }
  .tools {
    position: sticky;
    bottom: 0;
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 3px 4px 3px 12px;
    border-top: 1px solid var(--line);
    background: var(--panel);
  }
  .tools p {
    padding: 3px 0;
    color: var(--dim);
    font-size: 12px;
    line-height: 20px;
  }
  .tools code {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    color: var(--dim);
    font: 11px var(--mono);
    text-overflow: ellipsis;
    white-space: nowrap;
    direction: rtl;
    text-align: left;
    unicode-bidi: plaintext;
  }
  .btn.small {
    height: 26px;
    padding: 0 7px;
  }
`;
