import { css } from 'lit';

/** Lines of a tree with keyboard navigation; one `i` for each level of indent. */
export const treeStyles = css`
  .line {
    display: flex;
    align-items: stretch;
    padding: 0 8px 0 4px;
    border-radius: 4px;
    cursor: default;
  }
  .line:hover {
    background: var(--hover);
  }
  .line:focus-visible {
    outline-offset: -2px;
  }
  i {
    flex: none;
    width: 14px;
    margin: 0 -7px 0 7px;
    border-left: 1px solid var(--line-strong);
  }
`;

/** The colours of JSON. */
export const jsonColours = css`
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
`;

export const jsonTreeStyles = css`
  :host {
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--sunken);
    overflow: clip;
  }
  .tree {
    padding: 6px 0;
    font: 11.5px/18px var(--mono);
  }
  .line.active {
    background: var(--sel);
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
  .sign {
    color: var(--dim);
  }
  .list,
  .object {
    color: var(--dim);
  }
  .left {
    padding: 0 12px 8px;
  }
  .tools {
    position: sticky;
    /* The scroller around has this much padding. */
    bottom: -18px;
    padding: 6px 8px 5px 12px;
    border-top: 1px solid var(--line);
    background: var(--panel);
  }
  .tools code {
    display: block;
    color: var(--dim);
    font: 11px/16px var(--mono);
    overflow-wrap: anywhere;
  }
  .tools div {
    display: flex;
    gap: 2px;
    margin-left: -7px;
  }
  .ask {
    padding: 6px 12px;
    border-top: 1px solid var(--line);
  }
  .btn.small {
    height: 26px;
    padding: 0 7px;
  }
`;
