import { css } from 'lit';

/** What every component starts from: box model, plain controls, focus ring, scrollbars, less motion on request. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  ::-webkit-scrollbar {
    width: 11px;
    height: 11px;
  }
  ::-webkit-scrollbar-thumb {
    min-height: 32px;
    border: 3px solid transparent;
    border-radius: 6px;
    background: var(--thumb) content-box;
  }
  ::-webkit-scrollbar-thumb:hover {
    background-color: var(--field-line);
  }
  ::-webkit-scrollbar-corner {
    background: transparent;
  }
  [hidden] {
    display: none !important;
  }
  :is(h1, h2, h3, p, ul, ol, dl, dd, fieldset, legend) {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
    list-style: none;
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: default;
  }
  ::placeholder {
    color: var(--faint);
    opacity: 1;
  }
  svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .mono {
    font-family: var(--mono);
    font-size: 12px;
  }
  .hint {
    color: var(--dim);
    font-size: 12px;
  }
  .heading {
    color: var(--faint);
    font-size: 11px;
    font-weight: 600;
    letter-spacing: 0.03em;
  }
  .ellipsis {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* What lies above the page. */
  dialog,
  [popover],
  .panel,
  .raised {
    border: 1px solid var(--line-strong);
    border-radius: 10px;
    background: var(--raised);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 -4px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
