import { html, nothing, type TemplateResult } from 'lit';
import type { TestStep, TestStepName } from '../../core/servers/test-step.ts';
import { icons } from '../parts/icons.ts';

function nameOf(step: TestStepName): string {
  switch (step) {
    case 'reachable':
      return 'Reachable';
    case 'version':
      return 'Version';
    case 'token':
      return 'Credential accepted';
    case 'administrator':
      return 'Administrator';
    case 'ping':
      return 'First ping';
  }
}

function signOf(step: TestStep): TemplateResult {
  switch (step.outcome) {
    case 'pending':
      return icons.dot(16);
    case 'running':
      return html`<i class="spinner"></i>`;
    case 'passed':
      return icons.check(16);
    case 'failed':
      return icons.close(16);
    case 'skipped':
      return icons.minus(16);
  }
}

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
          ${signOf(step)}
          <span
            ><b>${nameOf(step.name)}</b><span class="sr-only">: ${wordOf(step)}.</span>
            <span>${step.message}</span></span
          >
        </li>`,
    )}
  </ol>`;
}
