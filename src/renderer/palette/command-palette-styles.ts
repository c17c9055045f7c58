import { css } from 'lit';

export const commandPaletteStyles = css`
  dialog {
    width: 620px;
    margin-top: min(12vh, 120px);
    padding: 0;
    overflow: hidden;
  }
  dialog[open] {
    animation: drop 0.12s ease-out;
  }
  @keyframes drop {
    from {
      opacity: 0;
      transform: translateY(-6px);
    }
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
  input::placeholder {
    color: var(--faint);
    opacity: 1;
  }
  .list {
    max-height: min(430px, 56vh);
    overflow-y: auto;
    padding: 0 6px 6px;
  }
  .heading {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 10px 10px 4px;
    background: var(--raised);
    color: var(--faint);
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.03em;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 32px;
    padding: 4px 10px;
    border-radius: 7px;
    scroll-margin: 34px 0 6px;
  }
  .option.active {
    background: var(--accent-bg);
  }
  .title {
    flex: none;
    max-width: 70%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title b {
    color: var(--accent-text);
    font-weight: 650;
  }
  .hint {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    color: var(--dim);
    font: 12px var(--mono);
    text-overflow: ellipsis;
    white-space: nowrap;
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
  @media (forced-colors: active) {
    .option.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
