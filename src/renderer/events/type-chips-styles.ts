import { css } from 'lit';

export const typeChipsStyles = css`
  :host {
    min-width: 0;
    position: relative;
    z-index: 4;
  }
  .chips {
    display: flex;
    align-items: center;
    gap: 6px;
    height: 40px;
    padding: 0 14px;
    position: relative;
    font-size: 12px;
  }
  .none {
    color: var(--faint);
  }
  .chip b {
    color: var(--text);
    font-weight: 600;
  }
  .chip small {
    color: var(--dim);
    font-size: 10px;
  }
  .chip button {
    height: 100%;
  }
  .only {
    padding: 0 0 0 10px;
    border-radius: 12px 0 0 12px;
  }
  .hide {
    display: grid;
    place-items: center;
    padding: 0 7px 0 2px;
    border-radius: 0 12px 12px 0;
    opacity: 0.75;
  }
  .hide:hover {
    opacity: 1;
    color: var(--text);
  }
  .chip.on b {
    color: inherit;
  }
  .chip.off {
    border-style: dashed;
    background: var(--sunken);
  }
  .chip.off .hide {
    opacity: 1;
  }
  .chip.off b {
    color: var(--dim);
    text-decoration: line-through;
  }
  .more,
  .note {
    padding: 0 10px;
  }
  .tail {
    display: inline-flex;
    gap: 6px;
    margin-left: auto;
  }
  .chips [data-popover] {
    position: static;
  }
  .panel.list {
    left: auto;
    right: 14px;
    top: calc(100% - 2px);
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    width: 400px;
    max-height: 320px;
    overflow: auto;
  }
  .panel.list .chip {
    max-width: 100%;
  }
`;
