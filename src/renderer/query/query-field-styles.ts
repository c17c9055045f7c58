import { css } from 'lit';

export const queryFieldStyles = css`
  :host {
    flex: 1;
    min-width: 120px;
    position: relative;
    container: query / inline-size;
  }
  .search {
    display: flex;
    align-items: center;
    gap: 6px;
    height: 34px;
    padding: 0 5px 0 10px;
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
  .wrong .search,
  .wrong .search:focus-within {
    border-color: var(--bad);
  }
  .wrong .search:focus-within {
    box-shadow: 0 0 0 1px var(--bad);
  }
  .text {
    position: relative;
    flex: 1;
    min-width: 0;
    height: 100%;
    margin-left: 3px;
  }
  .mirror,
  input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    font: 12.5px/32px var(--mono);
    font-variant-ligatures: none;
    letter-spacing: 0;
    white-space: pre;
  }
  .mirror {
    overflow: hidden;
    color: var(--text);
    pointer-events: none;
  }
  input {
    outline: 0 !important;
    background: none;
    color: transparent;
    caret-color: var(--text);
  }
  input::placeholder {
    color: var(--faint);
    font: 13px/32px var(--sans);
    opacity: 1;
  }
  input::selection {
    background: color-mix(in srgb, var(--accent) 32%, transparent);
    color: transparent;
  }
  .matching {
    padding: 0 4px;
    color: var(--faint);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .tool {
    display: grid;
    place-items: center;
    flex: none;
    width: 24px;
    height: 24px;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--dim);
  }
  .tool:hover {
    background: var(--line);
    color: var(--text);
  }
  .search kbd {
    margin-right: 3px;
  }
  .drop {
    position: absolute;
    z-index: 20;
    top: calc(100% + 5px);
    left: 0;
    width: 720px;
    min-width: min(520px, 100vw - 270px);
    max-width: 100%;
    overflow: hidden;
    border: 1px solid var(--line-strong);
    border-radius: 10px;
    background: var(--raised);
    box-shadow: var(--shadow);
    color: var(--text);
    animation: appear 0.1s ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(-3px);
    }
  }
  .problem {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    padding: 8px 12px;
    background: var(--bad-bg);
    color: var(--bad);
    line-height: 19px;
  }
  .problem svg {
    margin-top: 2px;
  }
  .problem small {
    display: block;
    color: var(--dim);
    font-size: 12px;
  }
  .list {
    max-height: min(352px, 52vh);
    padding: 4px;
    overflow-y: auto;
  }
  .heading {
    padding: 7px 8px 3px;
    color: var(--faint);
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.03em;
  }
  .option {
    display: flex;
    align-items: baseline;
    gap: 14px;
    min-height: 28px;
    padding: 4px 8px;
    border-radius: 6px;
    line-height: 20px;
  }
  .option:hover {
    background: var(--hover);
  }
  .option.active {
    background: var(--accent-bg);
  }
  .option code {
    flex: none;
    min-width: 112px;
    max-width: 62%;
    overflow: hidden;
    font: 12.5px/20px var(--mono);
    text-overflow: ellipsis;
    white-space: pre;
  }
  .option .detail {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    color: var(--dim);
    font-size: 12px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .option .count {
    margin-left: auto;
    color: var(--dim);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .option.question {
    flex-direction: row-reverse;
  }
  .option.question .detail {
    color: var(--text);
    font-size: 13px;
  }
  .option.question code {
    flex: 0 1 auto;
    min-width: 0;
    font-size: 12px;
  }
  @container query (max-width: 420px) {
    .matching {
      display: none;
    }
    .option.question code {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .mirror {
      display: none;
    }
    .option.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
