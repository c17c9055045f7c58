import { html, nothing, type TemplateResult } from 'lit';
import type { TestStep, TestStepName } from '../../core/servers/test-step.ts';
import { icons } from '../parts/icons.ts';

const NAMES: Readonly<Record<TestStepName, string>> = {
  reachable: 'Reachable',
  version: 'Version',
  token: 'Credential accepted',
  administrator: 'Administrator',
  ping: 'First ping',
};

const SIGNS: Readonly<Record<TestStep['outcome'], TemplateResult>> = {
  pending: icons.dot(16),
  running: html`<i class="spinner"></i>`,
  passed: icons.check(16),
  failed: icons.close(16),
  skipped: icons.minus(16),
};

function wordOf({ outcome }: TestStep): string {
  return outcome === 'pending' ? 'not asked yet' : outcome === 'skipped' ? 'not asked' : outcome;
}

/** The five answers of a connection test as they come. */
export function testSteps(steps: readonly TestStep[]): TemplateResult | typeof nothing {
  if (steps.length === 0) return nothing;
  return html`<ol class="steps" aria-label="Connection test" aria-live="polite">
    ${steps.map(
      (step) =>
        html`<li class=${step.outcome}>
          ${SIGNS[step.outcome]}
          <span
            ><b>${NAMES[step.name]}</b><span class="sr-only">: ${wordOf(step)}.</span>
            <span>${step.message}</span></span
          >
        </li>`,
    )}
  </ol>`;
}
