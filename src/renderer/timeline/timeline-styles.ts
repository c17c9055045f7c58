import { css } from 'lit';

/** Muted bars, small numbers, and red only where something was missed. */
export const timelineStyles = css`
  :host {
    position: relative;
    z-index: 5;
    min-width: 0;
    background: var(--panel);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 14px;
    padding: 10px 14px 0;
  }
  .plot {
    position: relative;
    height: 64px;
    min-width: 0;
    border-radius: 4px;
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }
  .plot:focus-visible {
    outline-offset: 3px;
  }
  svg.bars {
    display: block;
    width: 100%;
    height: 46px;
    overflow: visible;
    stroke: none;
    shape-rendering: geometricPrecision;
  }
  .bars > path {
    fill: color-mix(in srgb, var(--tone) 62%, var(--panel));
  }
  .gap {
    fill: url(#hatch);
  }
  .gap.thin {
    fill: var(--bad);
    opacity: 0.8;
  }
  #hatch path {
    stroke: var(--bad);
    stroke-width: 4;
    opacity: 0.7;
  }
  .foot {
    stroke: var(--line);
    stroke-width: 1;
  }
  .cursor {
    fill: var(--text);
    opacity: 0.09;
  }
  .plot:focus-visible .cursor {
    fill: var(--accent);
    opacity: 0.28;
  }
  .chosen {
    fill: var(--accent);
    fill-opacity: 0.16;
    stroke: var(--accent);
    stroke-width: 1;
  }
  .axis {
    position: absolute;
    inset: 46px 0 0;
    overflow: hidden;
    color: var(--faint);
    font-size: 11px;
    line-height: 18px;
    white-space: nowrap;
    pointer-events: none;
  }
  .axis span {
    position: absolute;
    top: 0;
    padding-left: 4px;
  }
  .axis span::before {
    content: '';
    position: absolute;
    left: 0;
    top: 0;
    height: 5px;
    border-left: 1px solid var(--line-strong);
  }
  .axis .strong {
    color: var(--dim);
    font-weight: 600;
  }
  .axis .strong::before {
    height: 12px;
  }
  .axis .now {
    right: 0;
    padding: 0 5px 0 0;
  }
  .axis .now::before {
    left: auto;
    right: 0;
  }
  .quiet {
    position: absolute;
    inset: 0 0 18px;
    display: grid;
    place-items: center;
    color: var(--faint);
    font-size: 12px;
    pointer-events: none;
  }
  .tools {
    display: grid;
    justify-items: end;
    align-content: start;
    gap: 4px;
    max-width: 232px;
    font-size: 11px;
  }
  .chip {
    flex: initial;
    max-width: 100%;
    padding: 0 8px 0 10px;
    font-weight: 600;
  }
  .fold {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 2px 4px 2px 6px;
    border-radius: 5px;
    color: var(--faint);
    white-space: nowrap;
  }
  .fold:hover {
    background: var(--hover);
    color: var(--text);
  }
  .fold[aria-expanded='true'] svg {
    transform: rotate(180deg);
  }
  .folded {
    display: flex;
    align-items: center;
    justify-content: space-between;
    height: 30px;
    padding: 4px 14px 0;
    font-size: 11px;
  }
  .tip {
    position: absolute;
    top: calc(100% + 2px);
    z-index: 6;
    width: max-content;
    min-width: 150px;
    max-width: 300px;
    padding: 8px 11px 9px;
    font-size: 12px;
    translate: -50%;
    pointer-events: none;
  }
  .tip b {
    font-weight: 650;
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
    background: var(--tone);
  }
  .tip dd {
    text-align: right;
    color: var(--dim);
  }
  @container page (max-width: 700px) {
    section {
      grid-template-columns: minmax(0, 1fr);
    }
    .tools {
      grid-auto-flow: column;
      justify-content: end;
      align-items: center;
      max-width: none;
    }
  }
  @media (forced-colors: active) {
    .bars > path {
      fill: CanvasText;
    }
    .bars > :is(.system, .automation) {
      fill: GrayText;
    }
    .cursor,
    .plot:focus-visible .cursor {
      fill: Highlight;
      opacity: 0.5;
    }
    .chosen {
      fill: Highlight;
      stroke: Highlight;
    }
    #hatch path {
      stroke: LinkText;
      opacity: 1;
    }
  }
`;
