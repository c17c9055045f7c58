import { css } from 'lit';

export const viewTabsStyles = css`
  :host {
    position: relative;
    z-index: 6;
    min-width: 0;
    border-bottom: 1px solid var(--line);
    background: var(--sunken);
    container: tabs / inline-size;
  }
  .strip {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    height: 40px;
    padding: 0 14px;
  }
  [role='tablist'] {
    display: flex;
    gap: 1px;
    min-width: 0;
    height: 34px;
    margin-bottom: -1px;
    padding: 0 1px;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  [role='tablist']::-webkit-scrollbar {
    display: none;
  }
  [role='tab'] {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 7px;
    flex: none;
    max-width: 220px;
    padding: 0 13px;
    border: 1px solid transparent;
    border-radius: 9px 9px 0 0;
    color: var(--dim);
    transition: background-color 0.12s;
  }
  [role='tab']:hover {
    background: var(--line);
    color: var(--text);
  }
  [role='tab'][aria-selected='true'] {
    border-color: var(--line);
    border-bottom-color: var(--panel);
    background: var(--panel);
    color: var(--text);
    font-weight: 650;
  }
  [role='tab']:focus-visible {
    outline-offset: -3px;
  }
  [role='tab'].unsaved span {
    font-style: italic;
  }
  [role='tab'].dragged {
    opacity: 0.5;
  }
  [role='tab'].before::before,
  [role='tab'].after::before {
    content: '';
    position: absolute;
    inset: 5px auto 5px -2px;
    width: 2px;
    border-radius: 1px;
    background: var(--accent);
  }
  [role='tab'].after::before {
    inset: 5px -2px 5px auto;
  }
  .edited {
    flex: none;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--accent);
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    height: 34px;
    margin-left: 4px;
  }
  .undo {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    height: 34px;
    margin-left: auto;
    overflow: hidden;
    color: var(--dim);
    font-size: 12px;
  }
  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
    }
    .edited {
      background: Highlight;
    }
  }
`;

/** The small panels under the strip. */
export const viewPanelStyles = css`
  :host {
    display: inline-flex;
  }
  .panel {
    width: 300px;
  }
  form {
    display: grid;
    gap: 8px;
  }
  .actions {
    justify-content: flex-end;
  }
  .query {
    display: -webkit-box;
    overflow: hidden;
    color: var(--dim);
    font: 12px/18px var(--mono);
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .starters {
    display: grid;
    gap: 2px;
    margin: 4px -8px -6px;
  }
  .starters:not(:first-child) {
    margin-top: 12px;
    padding-top: 10px;
    border-top: 1px solid var(--line);
  }
  .starters h2 {
    margin: 0 8px 4px;
  }
  .item {
    align-items: center;
    gap: 9px;
    min-height: 32px;
  }
  .item:disabled {
    color: var(--faint);
    background: none;
  }
  .item kbd {
    margin-left: auto;
  }
  .item.danger {
    color: var(--bad);
  }
  .item svg {
    color: var(--dim);
  }
  .item.danger svg {
    color: inherit;
  }
  .menu {
    display: grid;
    gap: 1px;
    margin: -6px -8px;
  }
`;
