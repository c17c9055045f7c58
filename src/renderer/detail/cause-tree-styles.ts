import { css } from 'lit';

export const causeTreeStyles = css`
  :host {
    display: grid;
    gap: 4px;
    justify-items: start;
  }
  .tree {
    display: grid;
    width: calc(100% + 12px);
    margin: 0 -6px;
  }
  .tree.below {
    margin-left: 8px;
    width: calc(100% - 2px);
  }
  .line {
    width: 100%;
    min-height: 24px;
    font: 12.5px/18px var(--sans);
    text-align: left;
  }
  .words {
    flex: 1;
    min-width: 0;
    padding: 3px 0 3px 4px;
    overflow-wrap: anywhere;
  }
  .after {
    flex: none;
    padding: 3px 0 3px 10px;
    color: var(--faint);
    font-size: 11px;
  }
  .own .words {
    color: var(--accent-text);
    font-weight: 600;
  }
  .own:hover {
    background: none;
  }
  .bad:not(.own) .words {
    color: var(--bad);
  }
  .person {
    display: flex;
    gap: 6px;
    align-items: center;
    min-height: 24px;
    font-size: 12.5px;
  }
  .person svg {
    color: var(--dim);
  }
  .id {
    color: var(--dim);
  }
`;
