import { css } from 'lit';

export const eventsPageStyles = css`
  :host {
    min-width: 0;
    container: page / size;
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
    align-items: center;
    gap: 6px;
    position: relative;
    z-index: 4;
    border-bottom: 1px solid var(--line);
    background: var(--panel);
  }
  .chips-line pl-type-chips {
    flex: 1;
  }
  .chips-line pl-busiest {
    padding-right: 14px;
  }
  .bookmarks {
    padding: 0 7px;
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
  /* Rows first: a low window has no room for bars and chips beside them. */
  @container page (max-height: 560px) {
    pl-timeline,
    .chips-line {
      display: none;
    }
  }
  @container page (max-width: 980px) {
    .middle.split {
      grid-template-columns: minmax(0, 1fr) 340px;
    }
  }
  @container page (max-width: 700px) {
    .middle.split {
      grid-template-columns: minmax(0, 1fr);
    }
    pl-detail-pane {
      grid-area: auto;
      position: absolute;
      z-index: 3;
      inset: 0 0 0 auto;
      width: 100%;
    }
  }
`;
