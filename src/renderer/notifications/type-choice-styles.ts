import { css } from 'lit';

export const typeChoiceStyles = css`
  :host {
    display: block;
    border-top: 1px solid var(--line);
  }
  .line {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 52px;
    padding: 7px 14px 7px 18px;
  }
  .what {
    flex: 1;
    min-width: 0;
  }
  .type {
    display: block;
    font: 600 12.5px/18px var(--mono);
    overflow-wrap: anywhere;
  }
  .description,
  .seen {
    color: var(--dim);
    font-size: 12px;
    line-height: 17px;
  }
  .seen {
    flex: none;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .expand {
    flex: none;
    width: 28px;
    height: 28px;
    padding: 0;
  }
  .expand svg {
    transition: transform 0.15s;
  }
  .expand[aria-expanded='true'] svg {
    transform: rotate(180deg);
  }
  .editor {
    display: grid;
    gap: 12px;
    padding: 4px 18px 18px 64px;
  }
  .pair {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .pair select {
    width: auto;
  }
  .flash {
    animation: flash 1.6s ease-out;
  }
  @keyframes flash {
    from {
      background: var(--sel);
    }
  }
`;
