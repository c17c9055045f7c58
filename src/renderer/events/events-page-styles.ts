import { css } from 'lit';

export const eventsPageStyles = css`
  :host {
    display: block;
    height: 100%;
    min-width: 0;
    container: page / inline-size;
  }
  .log {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .log > * {
    flex: none;
  }
  .chips-line {
    display: flex;
    gap: 6px;
    position: relative;
    z-index: 4;
    border-bottom: 1px solid var(--line);
    background: var(--panel);
  }
  .chips-line pl-type-chips {
    flex: 1;
  }
  .chips-line pl-talkers {
    align-items: center;
    padding-right: 14px;
  }
  .middle {
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    min-height: 0;
    position: relative;
  }
  .middle.split {
    grid-template-columns: minmax(0, 1fr) 392px;
  }
  .list {
    position: relative;
    min-height: 0;
    min-width: 0;
  }
  pl-log-list {
    height: 100%;
  }
  pl-live-banner {
    grid-area: 2 / 1;
  }
  pl-detail-pane {
    grid-area: 1 / 2 / 3;
  }
  .pill {
    position: absolute;
    left: 50%;
    bottom: 14px;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 6px 15px 6px 11px;
    border: 1px solid transparent;
    border-radius: 17px;
    background: var(--pill);
    color: var(--on-pill);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    box-shadow: var(--shadow);
    transform: translateX(-50%);
    animation: rise 0.16s ease-out;
  }
  .pill:hover {
    filter: brightness(1.1);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translate(-50%, 6px);
    }
  }
  @container page (max-width: 880px) {
    .middle.split {
      grid-template-columns: minmax(0, 1fr);
    }
    pl-detail-pane {
      grid-area: auto;
      position: absolute;
      z-index: 3;
      inset: 0 0 0 auto;
      width: min(392px, 100%);
      box-shadow: var(--shadow);
    }
    .split .pill {
      left: calc((100% - 392px) / 2);
    }
  }
`;
