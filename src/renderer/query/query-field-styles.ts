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
  .wrong .search {
    border-color: var(--bad);
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
  }
  input::selection {
    background: color-mix(in srgb, var(--accent) 32%, transparent);
    color: transparent;
  }
  .matching {
    padding: 0 4px;
    white-space: nowrap;
  }
  .tool {
    display: grid;
    place-items: center;
    flex: none;
    width: 24px;
    height: 24px;
    border-radius: 6px;
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
    animation: appear 0.1s ease-out;
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
  }
  .option code {
    flex: none;
    min-width: 112px;
    max-width: 62%;
    font: 12.5px/20px var(--mono);
    white-space: pre;
  }
  .option .detail {
    flex: 1;
    min-width: 0;
  }
  .option .count {
    margin-left: auto;
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
  }
`;
