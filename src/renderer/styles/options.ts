import { css } from 'lit';

/** Options in groups, chosen by keys while a field above keeps the focus. */
export const options = css`
  .list {
    max-height: min(400px, 54vh);
    padding: 0 5px 5px;
    overflow-y: auto;
  }
  .list .heading {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 8px 9px 4px;
    background: var(--raised);
  }
  .option {
    display: flex;
    align-items: baseline;
    gap: 12px;
    padding: 4px 9px;
    border-radius: 6px;
    line-height: 22px;
    scroll-margin: 34px 0 6px;
  }
  .option:hover {
    background: var(--hover);
  }
  .option.active {
    background: var(--accent-bg);
  }
  @media (forced-colors: active) {
    .option.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
