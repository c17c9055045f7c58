import { css } from 'lit';

/** A small panel under a button. */
export const popover = css`
  [data-popover] {
    position: relative;
    display: inline-flex;
  }
  .panel {
    position: absolute;
    z-index: 20;
    top: calc(100% + 6px);
    left: 0;
    min-width: 260px;
    max-width: 420px;
    max-height: min(70vh, 520px);
    overflow-y: auto;
    padding: 12px 14px;
    font-weight: 400;
    text-align: left;
    white-space: normal;
    animation: appear 0.12s ease-out;
  }
  .panel.end {
    left: auto;
    right: 0;
  }
  .panel.above {
    top: auto;
    bottom: calc(100% + 6px);
  }
`;
