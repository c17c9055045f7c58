import { expect, it, onTestFinished } from 'vitest';
import { createConnections } from '../../../src/core/monitor/connections.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { HOME_PROFILE } from '../../support/sample-profile.ts';
import { createScriptedTransport } from '../../support/scripted-transport.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

it('gives a server no new allowance of requests when its settings change', async () => {
  const clock = createVirtualClock();
  const { transport, requests } = createScriptedTransport();
  const connections = createConnections(() => ({
    clock,
    random: () => 0.5,
    transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    onState: () => undefined,
    onMessage: () => undefined,
    onOversize: () => undefined,
    onGap: () => undefined,
    onRefusal: () => undefined,
    onVersion: () => undefined,
  }));
  onTestFinished(() => connections.stop());
  for (let change = 0; change < 40; change += 1) {
    connections.follow([{ ...HOME_PROFILE, restrict: [`type_${String(change)}`] }]);
    await clock.advance(1_000);
  }
  expect(requests).toHaveLength(LIMITS.maxRequestsPerMinute);
  await clock.advance(60_000);
  expect(requests.at(-1)?.request.url).toContain('type_39');
});
