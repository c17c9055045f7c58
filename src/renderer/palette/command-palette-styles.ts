import { css } from 'lit';

export const commandPaletteStyles = css`
  dialog {
    width: 620px;
    margin-top: min(12vh, 120px);
    padding: 0;
    overflow: hidden;
  }
  dialog[open] {
    animation: appear 0.12s ease-out;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 11px;
    height: 52px;
    padding: 0 16px;
    border-bottom: 1px solid var(--line);
    color: var(--dim);
  }
  input {
    flex: 1;
    min-width: 0;
    height: 100%;
    padding: 0;
    border: 0;
    outline: 0 !important;
    background: none;
    color: var(--text);
    font: 15px var(--sans);
  }
  .title {
    flex: none;
    max-width: 70%;
  }
  .title b {
    color: var(--accent-text);
    font-weight: 650;
  }
  .hint {
    flex: 1;
    min-width: 0;
    font: 12px var(--mono);
  }
  .keys {
    display: flex;
    gap: 3px;
    margin-left: auto;
  }
  .none {
    padding: 26px 16px 28px;
    color: var(--dim);
    text-align: center;
  }
`;
