import { css } from 'lit';

/** What is said about the bar under the pointer. */
export const timelineTipStyles = css`
  .tip {
    position: absolute;
    top: calc(100% + 2px);
    z-index: 6;
    width: max-content;
    min-width: 150px;
    max-width: 300px;
    padding: 8px 11px 9px;
    border: 1px solid var(--line-strong);
    border-radius: 9px;
    background: var(--raised);
    box-shadow: var(--shadow);
    color: var(--text);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .tip b {
    font-weight: 650;
  }
  .tip .when {
    color: var(--dim);
  }
  .tip .missed {
    color: var(--bad);
  }
  .tip dl {
    display: grid;
    grid-template-columns: 8px minmax(0, 1fr) auto;
    gap: 1px 7px;
    align-items: center;
    margin-top: 5px;
  }
  .tip i {
    width: 8px;
    height: 8px;
    border-radius: 2px;
  }
  .tip dt {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tip dd {
    text-align: right;
    color: var(--dim);
  }
  i.state {
    background: var(--t-state);
  }
  i.automation {
    background: var(--t-automation);
  }
  i.call {
    background: var(--t-call);
  }
  i.system {
    background: var(--t-system);
  }
  i.other {
    background: var(--t-other);
  }
`;
