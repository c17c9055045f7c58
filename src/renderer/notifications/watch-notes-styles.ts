import { css } from 'lit';

export const watchNotesStyles = css`
  .card {
    gap: 10px;
    padding: 14px 8px 8px;
  }
  .top {
    display: grid;
    gap: 10px;
    padding: 0 10px;
  }
  .segments {
    --segment-height: 26px;
    display: grid;
    grid: auto / auto-flow 1fr;
    font-size: 12px;
  }
  .quiet {
    padding: 0 10px 10px;
    color: var(--dim);
  }
  .notes {
    display: grid;
    gap: 8px;
    max-height: var(--notes-height, 72vh);
    overflow: auto;
  }
  .notes:focus-visible {
    outline-offset: -2px;
  }
  h3 {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 4px 10px;
    background: var(--panel);
    color: var(--faint);
    font-size: 12px;
    font-weight: 600;
  }
  .note {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    padding: 6px 10px;
    border-radius: 8px;
  }
  .with-menu {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
  }
  .dots {
    margin: 4px 4px 0 0;
  }
  .told {
    padding: 0 10px;
  }
  .run {
    grid-template-columns: 64px minmax(0, 1fr) auto;
  }
  .run svg {
    align-self: center;
    color: var(--dim);
  }
  .run[aria-expanded='true'] svg {
    transform: rotate(180deg);
  }
  .unfolded {
    margin-left: 16px;
    border-left: 1px solid var(--line-strong);
  }
  .what {
    display: grid;
  }
  .title {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .new {
    margin-left: 4px;
    padding: 1px 6px;
    border-radius: 8px;
    background: var(--accent-bg);
    color: var(--accent-text);
    font-size: 11px;
    vertical-align: 1px;
  }
  .connection .title::before {
    content: '';
    display: inline-block;
    width: 7px;
    height: 7px;
    margin-right: 7px;
    border-radius: 50%;
    background: var(--faint);
    vertical-align: 1px;
  }
  .connection.good .title::before {
    background: var(--live);
  }
  .connection.bad .title::before {
    background: var(--bad);
  }
  .held .outcome {
    color: var(--warn);
  }
  .bad .outcome,
  .gone {
    color: var(--bad);
  }
  .foot {
    display: flex;
    gap: 8px;
    padding: 2px 10px 6px;
  }
`;
