import { css } from 'lit';

export const busiestStyles = css`
  :host {
    display: inline-flex;
  }
  .toggle {
    padding: 0 8px 0 10px;
  }
  .panel.end {
    right: 0;
    width: 460px;
    max-width: min(460px, calc(100vw - 90px));
    max-height: min(520px, calc(100vh - 240px));
    padding: 12px 8px 10px;
    font-size: 13px;
  }
  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0 6px 6px;
  }
  h2 {
    font-size: 14px;
    font-weight: 650;
  }
  .caption {
    padding: 6px 6px 3px;
    color: var(--faint);
    font-size: 11px;
  }
  .quiet {
    padding: 14px 6px;
    color: var(--dim);
  }
  ul + .caption {
    margin-top: 8px;
    border-top: 1px solid var(--line);
    padding-top: 10px;
  }
  li {
    position: relative;
    display: flex;
    align-items: center;
    height: 27px;
    border-radius: 6px;
    font-size: 12px;
  }
  li:hover {
    background: var(--hover);
  }
  .bar {
    position: absolute;
    inset: 2px auto 2px 0;
    min-width: 3px;
    border-radius: 5px;
    background: var(--info-bg);
    pointer-events: none;
  }
  li > :not(.bar) {
    position: relative;
  }
  .name {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 8px;
    min-width: 0;
    height: 100%;
    padding: 0 6px;
    text-align: left;
  }
  .name span {
    flex: none;
    max-width: 70%;
  }
  .name small {
    color: var(--dim);
    font: 11px/18px var(--mono);
  }
  .name em {
    flex: none;
    color: var(--faint);
    font: 11px/18px var(--sans);
  }
  .name:hover span {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .share {
    width: 66px;
    font-weight: 650;
    text-align: right;
  }
  .count,
  .pace {
    width: 58px;
    color: var(--dim);
    text-align: right;
  }
  .silence {
    color: var(--dim);
    white-space: nowrap;
  }
  .hide {
    display: grid;
    place-items: center;
    width: 26px;
    height: 24px;
    margin-left: 6px;
    border-radius: 6px;
    color: var(--faint);
  }
  .hide:hover {
    background: var(--line);
    color: var(--text);
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
  }
`;
