import { css } from 'lit';

export const logHeaderStyles = css`
  :host {
    display: block;
    container: header / inline-size;
    position: relative;
    z-index: 5;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    height: 52px;
    padding: 0 14px;
    border-bottom: 1px solid var(--line);
    background: var(--panel);
  }
  h1 {
    max-width: 180px;
    overflow: hidden;
    font-size: 13px;
    font-weight: 650;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .secret {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 24px;
    padding: 0 9px;
    border-radius: 12px;
    background: var(--warn-bg);
    color: var(--warn);
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }
  .search {
    flex: 1;
    min-width: 120px;
    display: flex;
    align-items: center;
    gap: 8px;
    height: 34px;
    padding: 0 8px 0 10px;
    border: 1px solid var(--line-strong);
    border-radius: 9px;
    background: var(--sunken);
    color: var(--dim);
  }
  .search:focus-within {
    border-color: var(--accent);
    background: var(--panel);
    box-shadow: 0 0 0 1px var(--accent);
  }
  .search input {
    flex: 1;
    min-width: 0;
    height: 100%;
    border: 0;
    outline: 0;
    background: none;
    color: var(--text);
    font: inherit;
  }
  .search input::placeholder {
    color: var(--faint);
    opacity: 1;
  }
  .token {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    max-width: 45%;
    height: 22px;
    padding: 0 6px 0 8px;
    border: 1px solid var(--accent-line);
    border-radius: 6px;
    background: var(--accent-bg);
    color: var(--accent-text);
    font: 12px var(--mono);
  }
  .token span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .matching {
    color: var(--faint);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .clear {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--dim);
  }
  .clear:hover {
    background: var(--line);
  }
  .rate {
    min-width: 58px;
    color: var(--dim);
    font-variant-numeric: tabular-nums;
    text-align: right;
    white-space: nowrap;
  }
  .btn.icon {
    flex: none;
  }
  @container header (max-width: 860px) {
    .secret span {
      display: none;
    }
    .secret {
      padding: 0 6px;
    }
    h1 {
      max-width: 120px;
    }
  }
`;
