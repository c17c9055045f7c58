import { css } from 'lit';

/** A ring that turns while something is waited for. */
export const spinner = css`
  .spinner {
    flex: none;
    width: 16px;
    height: 16px;
    border: 2px solid var(--line-strong);
    border-top-color: var(--accent);
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
