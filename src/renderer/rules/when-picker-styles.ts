import { css } from 'lit';

export const whenPickerStyles = css`
  :host {
    display: grid;
    gap: 8px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .row > :is(.field, select, input:not(.number)) {
    flex: 1 1 140px;
    width: auto;
    min-width: 0;
  }
  .row > .number {
    width: 96px;
  }
  pre {
    margin-top: 4px;
    padding: 6px 10px;
    border-radius: 6px;
    background: var(--sunken);
    font-size: 12px;
  }
  .as {
    justify-self: start;
    font-size: 12px;
  }
  .path {
    overflow-wrap: anywhere;
  }
`;
