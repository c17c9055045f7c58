import { css } from 'lit';

export const logHeaderStyles = css`
  :host {
    container: header / inline-size;
    position: relative;
    z-index: 7;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    height: 52px;
    padding: 0 14px;
    border-bottom: 1px solid var(--line);
    background: var(--panel);
  }
  pl-server-menu {
    --most: 200px;
    flex: none;
  }
  .secret {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 24px;
    padding: 0 9px;
    border-radius: 12px;
    background: var(--warn-bg);
    color: var(--warn);
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }
  .rate {
    min-width: 58px;
    color: var(--dim);
    text-align: right;
    white-space: nowrap;
  }
  .btn.icon {
    flex: none;
  }
  @container header (max-width: 860px) {
    .secret span {
      display: none;
    }
    .secret {
      padding: 0 6px;
    }
    pl-server-menu {
      --most: 140px;
    }
  }
  @container header (max-width: 700px) {
    header {
      gap: 8px;
      padding: 0 10px;
    }
    pl-server-menu {
      --most: 112px;
    }
    .rate {
      display: none;
    }
  }
`;
