import { css } from 'lit';

/** A slim bar above the list, for the state of a file or a recording. */
export const barStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    min-height: 38px;
    padding: 5px 14px;
    border-bottom: 1px solid var(--line);
    background: var(--accent-bg);
    color: var(--accent-text);
  }
  .bar.bad {
    background: var(--bad-bg);
    color: var(--bad);
  }
  .text {
    flex: 1 1 220px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .pulse {
    display: inline-block;
    margin-right: 6px;
    width: 9px;
    height: 9px;
    border-radius: 50%;
    background: var(--bad);
    animation: pulse 1.6s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.35;
    }
  }
`;
