import { css } from 'lit';

export const detailStyles = css`
  :host {
    position: relative;
    min-height: 0;
    border-left: 1px solid var(--line);
    background: var(--panel);
    container: pane / size;
  }
  .pane {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    height: 100%;
  }
  /* Where there is no room for all three, they scroll together. */
  @container pane (max-height: 440px) {
    .pane {
      display: block;
      overflow-y: scroll;
    }
    .pane .body {
      overflow-y: visible;
    }
    .pane h2 {
      max-height: none;
    }
  }
  .top {
    padding: 7px 12px 12px 18px;
    border-bottom: 1px solid var(--line);
  }
  h2 {
    margin-top: 3px;
    padding-right: 6px;
    max-height: 9.6em;
    overflow-y: auto;
    font-size: 15px;
    line-height: 1.35;
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .when,
  .from {
    margin-top: 3px;
    color: var(--dim);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .from {
    margin-top: 1px;
    color: var(--faint);
  }
  .body {
    display: grid;
    align-content: start;
    gap: 18px;
    padding: 14px 7px 18px 18px;
    overflow-y: scroll;
  }
  section {
    min-width: 0;
  }
  h3 {
    margin-bottom: 6px;
  }
  .cap {
    display: flex;
    align-items: center;
    margin: -6px 0 2px;
  }
  .cap h3 {
    flex: 1;
    margin: 0;
  }
  .cap .btn {
    height: 26px;
    padding: 0 7px;
    color: var(--dim);
  }
  .cap .btn:hover {
    color: var(--text);
  }
  .spark {
    min-height: 62px;
  }
  .spark svg {
    display: block;
    width: 100%;
    height: 44px;
    overflow: visible;
    color: var(--t-state);
  }
  .spark circle {
    fill: currentColor;
    stroke: none;
  }
  .spark p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    color: var(--dim);
    font-size: 11.5px;
  }
  .spark b {
    color: var(--text);
    font-weight: 600;
  }
  .span {
    margin-left: auto;
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
  .said {
    position: absolute;
    right: 18px;
    top: 8px;
    max-width: calc(100% - 36px);
    padding: 4px 12px;
    border-radius: 14px;
    background: var(--pill);
    color: var(--on-pill);
    font-size: 12px;
    font-weight: 600;
    overflow-wrap: anywhere;
    pointer-events: none;
    opacity: 0;
    transition: opacity 0.12s;
  }
  .said.on {
    opacity: 1;
  }
`;
