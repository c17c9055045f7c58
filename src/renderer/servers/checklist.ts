import { css, html, nothing, type TemplateResult } from 'lit';
import type { TestStep, TestStepName } from '../../core/servers/test-step.ts';
import { STEP_NAMES } from '../../core/view/first-minute-words.ts';
import { icons } from '../parts/icons.ts';

const SIGNS: Readonly<Record<TestStep['outcome'], TemplateResult>> = {
  pending: html``,
  running: html`<i class="spinner"></i>`,
  passed: icons.check(13),
  failed: icons.bang(14),
  skipped: icons.minus(13),
};

const SPOKEN: Readonly<Record<TestStep['outcome'], string>> = {
  pending: 'not asked yet',
  running: 'is being asked',
  passed: 'passed',
  failed: 'failed',
  skipped: 'not needed',
};

/**
 * The answers as they come, one below the other.
 *
 * @param next what a person can do, below the line that it is about
 */
export function checklist(
  steps: readonly TestStep[],
  next: (name: TestStepName) => unknown = () => nothing,
): TemplateResult {
  return html`<ol class="checklist" aria-label="Checklist">
    ${steps.map(
      (step) =>
        html`<li class="step ${step.outcome}" data-step=${step.name}>
          <span class="sign" aria-hidden="true">${SIGNS[step.outcome]}</span>
          <div class="said" aria-live="polite">
            <b>${STEP_NAMES[step.name]}</b><span class="sr-only">: ${SPOKEN[step.outcome]}.</span>
            <span class="message">${step.message}</span>
          </div>
          <div class="next">${next(step.name)}</div>
        </li>`,
    )}
  </ol>`;
}

export const checklistStyles = css`
  .checklist {
    display: grid;
  }
  .step {
    position: relative;
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    gap: 0 11px;
    padding-bottom: 13px;
  }
  .step:last-child {
    padding-bottom: 0;
  }
  /* The line from one to the next. */
  .step:not(:last-child)::before {
    position: absolute;
    top: 24px;
    bottom: 2px;
    left: 10px;
    width: 2px;
    border-radius: 1px;
    background: var(--line);
    content: '';
    transition: background-color 0.3s;
  }
  .step.passed:not(:last-child)::before {
    background: var(--live);
    opacity: 0.35;
  }
  .sign {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border: 1.5px solid var(--line-strong);
    border-radius: 50%;
    background: var(--panel);
    color: var(--faint);
    transition:
      background-color 0.3s,
      border-color 0.3s;
  }
  .sign svg {
    stroke-width: 2.6;
  }
  .running .sign {
    border-color: transparent;
  }
  .running .spinner {
    width: 20px;
    height: 20px;
  }
  .passed .sign {
    border-color: var(--live);
    background: var(--live-bg);
    color: var(--live);
  }
  .failed .sign {
    border-color: var(--bad);
    background: var(--bad-bg);
    color: var(--bad);
  }
  .said {
    padding-top: 1px;
    overflow-wrap: anywhere;
  }
  .said b {
    margin-right: 4px;
    font-weight: 600;
  }
  .pending .said b,
  .skipped .said b {
    color: var(--dim);
    font-weight: 500;
  }
  .message {
    color: var(--dim);
  }
  .failed .message {
    color: var(--bad);
  }
  .next {
    display: grid;
    grid-column: 2;
    gap: 10px;
  }
  .next > :first-child {
    margin-top: 10px;
  }
`;
