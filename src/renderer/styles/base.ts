import { css } from 'lit';

/** Base styles of every component: box model, buttons, focus ring, scrollbars, less motion on request. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
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
  /* Elements above the page. */
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
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: 32px;
    padding: 0 12px;
    border: 1px solid var(--line-strong);
    border-radius: 8px;
    background: var(--raised);
    color: var(--text);
    white-space: nowrap;
    transition: background-color 0.12s;
  }
  .btn:hover {
    background: var(--hover);
  }
  .btn:active {
    background: var(--line);
  }
  .btn.small {
    height: 28px;
    padding: 0 10px;
    font-size: 12px;
    border-radius: 7px;
  }
  .btn.icon {
    width: 32px;
    padding: 0;
  }
  .btn.small.icon {
    width: 28px;
  }
  .btn.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .btn.primary:hover {
    background: var(--accent-strong);
    border-color: var(--accent-strong);
  }
  .btn.danger {
    color: var(--bad);
    border-color: var(--bad-line);
  }
  .btn.danger:hover {
    background: var(--bad-bg);
  }
  .btn.on {
    background: var(--accent-bg);
    border-color: var(--accent-line);
    color: var(--accent-text);
  }
  .btn.ghost {
    border-color: transparent;
    background: transparent;
  }
  .btn.ghost:hover {
    background: var(--hover);
  }
  .chip {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 4px;
    height: 24px;
    border: 1px solid var(--line-strong);
    border-radius: 12px;
    color: var(--dim);
    font-size: 12px;
    white-space: nowrap;
  }
  .chip:hover {
    background: var(--hover);
  }
  .chip.on {
    border-color: var(--accent);
    background: var(--accent-bg);
    color: var(--accent-text);
  }
  /* A selectable line. */
  .item {
    display: flex;
    width: 100%;
    padding: 4px 8px;
    border-radius: 6px;
    text-align: left;
  }
  .item:hover {
    background: var(--hover);
  }
  .item:focus-visible {
    outline-offset: -2px;
  }
  .link {
    color: var(--accent-text);
    text-decoration: underline;
    text-underline-offset: 2px;
    text-decoration-thickness: 1px;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  /* A few choices side by side, one of them on. */
  .segments {
    display: inline-flex;
    padding: 2px;
    border: 1px solid var(--line);
    border-radius: 7px;
    background: var(--sunken);
    font-size: 11px;
  }
  .segments button {
    flex: 1 0 auto;
    height: var(--segment-height, 20px);
    padding: 0 9px;
    border-radius: 5px;
    color: var(--dim);
    &:hover {
      color: var(--text);
    }
    &[aria-pressed='true'] {
      background: var(--raised);
      color: var(--text);
      font-weight: 600;
      box-shadow: 0 0 0 1px var(--line-strong);
    }
  }
  @media (forced-colors: active) {
    .chip[aria-pressed='true'],
    .segments button[aria-pressed='true'] {
      outline: 1px solid Highlight;
    }
  }
  kbd {
    display: inline-block;
    min-width: 20px;
    padding: 0 5px;
    border: 1px solid var(--line-strong);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--panel);
    color: var(--dim);
    font: 11px/17px var(--sans);
    text-align: center;
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
