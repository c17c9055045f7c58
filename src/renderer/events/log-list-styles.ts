import { css } from 'lit';

/** The list: dense, calm, and loud only where something went wrong. */
export const logListStyles = css`
  :host {
    position: relative;
    min-height: 0;
    min-width: 0;
    background: var(--panel);
    container: list / inline-size;
  }
  .scroller {
    height: 100%;
    overflow-x: hidden;
    overflow-y: scroll;
    overflow-anchor: none;
    position: relative;
    contain: strict;
  }
  .scroller:focus-visible {
    outline: none;
  }
  /* The rows have a layer of their own, which would hide an outline of the scroller. */
  .scroller:focus-visible + .ring {
    position: absolute;
    z-index: 3;
    inset: 0;
    outline: 2px solid var(--accent);
    outline-offset: -2px;
    pointer-events: none;
  }
  /* Room for the mark of the server. */
  .many {
    --time: calc(var(--time-px, 98px) + 14px);
  }
  .head,
  .row {
    display: grid;
    grid-template-columns: var(--time, var(--time-px, 98px)) 16px minmax(120px, 260px) minmax(0, 1fr) 84px;
    gap: 14px;
    align-items: center;
    height: var(--row-px, 26px);
    padding: 0 14px;
    white-space: nowrap;
  }
  .head {
    position: sticky;
    height: 26px;
    top: 0;
    z-index: 2;
    background: var(--panel);
    border-bottom: 1px solid var(--line);
    color: var(--faint);
    font-size: 11px;
  }
  .spacer {
    position: relative;
    overflow: hidden;
  }
  .rows {
    position: absolute;
    inset: 0 0 auto;
    background: var(--panel);
    will-change: transform;
  }
  .row {
    position: absolute;
    inset: 0 0 auto;
    contain: strict;
    cursor: default;
  }
  .row > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row:hover {
    background: var(--hover);
  }
  .row time,
  .subject {
    color: var(--dim);
    font: 12px / var(--row-px, 26px) var(--mono);
  }
  .type {
    color: var(--tone);
    font-size: 12px;
  }
  .row .text {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .origin {
    color: var(--faint);
    font-size: 11px;
  }
  .by,
  .room {
    color: var(--dim);
    font-size: 12px;
  }
  .room::before {
    content: ' · ';
  }
  .icon {
    display: grid;
    color: var(--tone);
  }
  .thing-icon {
    fill: currentColor;
    stroke: none;
  }
  .bad .text,
  .server .text {
    color: var(--tone);
  }
  .server .text {
    font-weight: 600;
  }
  .recovered > :is(.text, .type, time) {
    font-style: italic;
  }
  .recovered .text {
    color: var(--dim);
  }
  .unparsed .text {
    font: 12px/26px var(--mono);
  }
  .alert {
    flex: none;
    padding: 0 5px;
    border: 1px solid currentColor;
    border-radius: 4px;
    color: var(--bad);
    font: 600 10px/14px var(--sans);
  }
  .today {
    color: var(--dim);
    font-weight: 600;
  }
  .first-of-day {
    border-top: 1px solid var(--line-strong);
  }
  .day {
    flex: none;
    margin-left: auto;
    padding: 0 7px;
    border-radius: 8px;
    background: var(--sunken);
    color: var(--dim);
    font: 600 11px/16px var(--sans);
  }
  .bookmark {
    flex: none;
    display: grid;
    color: var(--accent-text);
  }
  .bookmark svg {
    margin: 0;
    fill: currentColor;
  }
  mark {
    border-radius: 2px;
    background: var(--accent-bg);
    box-shadow: 0 0 0 1px var(--accent-line);
    color: inherit;
  }
  .row.own,
  .row.absent {
    display: block;
  }
  .absent .wide {
    color: var(--faint);
    font-size: 12px;
  }
  .absent i {
    width: 30%;
    height: 6px;
    margin-left: 112px;
    border-radius: 3px;
    background: var(--line);
  }
  .wide {
    display: flex;
    align-items: center;
    height: 26px;
  }
  .wide time {
    flex: none;
    width: 112px;
  }
  .wide svg {
    margin-right: 8px;
  }
  .gap,
  .gap:hover {
    border-block: 1px dashed var(--bad-line);
    background: var(--bad-bg);
  }
  .gap :is(.wide, time, .text) {
    color: var(--bad);
    font-weight: 500;
  }
  .gap .wide {
    height: 24px;
  }
  .note {
    background: var(--sunken);
  }
  .note .wide {
    color: var(--dim);
  }
  .note.bad .wide {
    color: var(--bad);
  }
  .row.sel {
    background: var(--sel);
    box-shadow: inset 3px 0 var(--accent);
  }
  .mark {
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-right: 6px;
    border-radius: 50%;
  }
  @container list (max-width: 860px) {
    .head,
    .row {
      grid-template-columns: var(--time, var(--time-px, 98px)) 16px minmax(0, 0.6fr) minmax(0, 1fr);
    }
    .by {
      display: none;
    }
  }
  /* What happened, and to what, is told last. */
  @container list (max-width: 640px) {
    .head,
    .row {
      grid-template-columns: var(--time, var(--time-px, 98px)) minmax(0, 0.6fr) minmax(0, 1fr);
      gap: 10px;
    }
    .icon {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .row.sel {
      background: Highlight;
      forced-color-adjust: none;
    }
    .row.sel * {
      color: HighlightText;
    }
  }
`;
