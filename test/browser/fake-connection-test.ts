import { FAKE_CERTIFICATES } from './fake-scenes.ts';
import { TEST_STEPS, type TestStep } from '../../src/core/servers/test-step.ts';
import { type ServerDraft } from '../../src/core/servers/server-draft.ts';

const PASSED: Readonly<Record<(typeof TEST_STEPS)[number], string>> = {
  reachable: 'homeassistant.local:8123 answers.',
  certificate: 'Trusted.',
  version: 'Home Assistant 2026.11.0.',
  token: 'The access token is valid.',
  administrator: 'The user is an administrator.',
  ping: 'The first ping came after 0.2 s.',
};

/**
 * Passes all steps, or fails at the fourth when the address contains `wrong`, or at the second when it contains `selfsigned`
 * and the draft trusts nothing, or something else.
 */
export async function runFakeTest(
  draft: ServerDraft,
  onSteps: (steps: readonly TestStep[]) => void,
): Promise<readonly TestStep[]> {
  const pinned = draft.tls?.pin ?? null;
  if (draft.url.includes('selfsigned') && pinned !== FAKE_CERTIFICATES.shown.fingerprint) {
    return TEST_STEPS.map((name) =>
      name === 'certificate'
        ? {
            name,
            outcome: 'failed',
            message: 'The certificate is not trusted by this computer. Nothing was sent.',
            certificate: FAKE_CERTIFICATES.shown,
            ...(pinned === null ? {} : { pinned }),
          }
        : { name, outcome: 'skipped', message: 'Not asked, because an earlier answer was no.' },
    );
  }
  const failAt = draft.url.includes('wrong')
    ? TEST_STEPS.indexOf('token')
    : draft.url.includes('plain')
      ? TEST_STEPS.indexOf('administrator')
      : TEST_STEPS.length;
  let steps: TestStep[] = TEST_STEPS.map((name) => ({ name, outcome: 'pending', message: '' }));
  for (const [index, name] of TEST_STEPS.entries()) {
    steps = steps.with(index, { name, outcome: 'running', message: '' });
    onSteps(steps);
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (index === failAt) {
      const message = 'Home Assistant does not accept the access token (401). Create a new one and paste it.';
      steps = steps.map((step, at) =>
        at < index
          ? step
          : { ...step, outcome: at === index ? 'failed' : 'skipped', message: at === index ? message : '' },
      );
      break;
    }
    steps = steps.with(index, { name, outcome: 'passed', message: PASSED[name] });
    onSteps(steps);
  }
  onSteps(steps);
  return steps;
}
