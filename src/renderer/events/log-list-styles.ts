import { css } from 'lit';

/** The list: dense, calm, and loud only where something went wrong. */
export const logListStyles = css`
  :host {
    display: block;
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
    font-variant-numeric: tabular-nums;
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
  .head,
  .row {
    display: grid;
    grid-template-columns: 98px 156px minmax(120px, 224px) minmax(0, 1fr) 58px;
    gap: 14px;
    align-items: center;
    height: 26px;
    padding: 0 14px;
    white-space: nowrap;
  }
  .head {
    position: sticky;
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
  .row time {
    color: var(--dim);
    font: 12px/26px var(--mono);
  }
  .type {
    font-size: 12px;
  }
  .subject {
    color: var(--dim);
    font: 12px/26px var(--mono);
  }
  .row .text {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .sentence {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .origin {
    color: var(--faint);
    font-size: 11px;
  }
  .state .type {
    color: var(--t-state);
  }
  .automation .type {
    color: var(--t-automation);
  }
  .call .type {
    color: var(--t-call);
  }
  .system .type,
  .server .text {
    color: var(--t-system);
  }
  .other .type {
    color: var(--t-other);
  }
  .bad .type,
  .bad .text {
    color: var(--t-bad);
  }
  .server .text {
    font-weight: 600;
  }
  .recovered .text,
  .recovered .type,
  .recovered time {
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
    margin-left: 4px;
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
  .gap {
    border-block: 1px dashed var(--bad-line);
    background: var(--bad-bg);
  }
  .gap:hover {
    background: var(--bad-bg);
  }
  .gap .wide,
  .gap .wide time,
  .gap .text {
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
  .note.bad .wide,
  .note.bad .text {
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
  .amber {
    background: var(--s-amber);
  }
  .blue {
    background: var(--s-blue);
  }
  .green {
    background: var(--s-green);
  }
  .violet {
    background: var(--s-violet);
  }
  .rose {
    background: var(--s-rose);
  }
  .teal {
    background: var(--s-teal);
  }
  .many .head,
  .many .row {
    grid-template-columns: 112px 156px minmax(120px, 224px) minmax(0, 1fr) 58px;
  }
  @container list (max-width: 860px) {
    .head,
    .row {
      grid-template-columns: 98px 138px minmax(0, 0.6fr) minmax(0, 1fr);
    }
    .many .head,
    .many .row {
      grid-template-columns: 112px 138px minmax(0, 0.6fr) minmax(0, 1fr);
    }
    .origin {
      display: none;
    }
  }
  /* What happened is told last: the words of the machine go first. */
  @container list (max-width: 640px) {
    .head,
    .row {
      grid-template-columns: 98px minmax(0, 1fr);
    }
    .many .head,
    .many .row {
      grid-template-columns: 112px minmax(0, 1fr);
    }
    .type,
    .subject {
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
