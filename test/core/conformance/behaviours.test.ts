import { describe, it } from 'vitest';
import { CONTRACT_BEHAVIOURS } from './contract-behaviours.ts';
import { WEB_PLATFORM_BEHAVIOURS } from './web-platform-behaviours.ts';

describe.each([
  ['web-platform-tests eventsource', WEB_PLATFORM_BEHAVIOURS],
  ['sse-contract-tests', CONTRACT_BEHAVIOURS],
])('%s', (_suite, cases) => {
  it.each(cases.map((behaviour) => [behaviour.name, behaviour] as const))('%s', async (_name, behaviour) => {
    await behaviour.check();
  });
});
