import { expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { askActions } from '../../../src/core/stream/ask-actions.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { connect } from '../../support/connection-bench.ts';
import { createLoopbackServer } from '../../support/loopback-server.ts';
import type { ScriptedAnswer } from '../../support/scripted-answer.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

async function ask(answer: ScriptedAnswer) {
  const server = await createLoopbackServer(() => answer);
  onTestFinished(server.close);
  const clock = createVirtualClock();
  const credential = { kind: 'bearer', secret: 's3cret' } as const;
  const target = { baseUrl: server.origin, userAgent: 'Porchlight/test', credential };
  const ports = { transport: createHttpTransport(), clock };
  return { actions: askActions(ports, target, new AbortController().signal), server, clock };
}

const listed = (domains: readonly unknown[]): ScriptedAnswer => ({
  headers: JSON_TYPE,
  body: [JSON.stringify(domains)],
});

it('gets the names of the actions, with the credential', async () => {
  const { actions, server } = await ask(
    listed([
      { domain: 'light', services: { turn_on: { fields: {} }, turn_off: {} } },
      { domain: 'lock', services: { lock: {} } },
    ]),
  );
  expect(await actions).toEqual(['light.turn_on', 'light.turn_off', 'lock.lock']);
  expect(server.requests).toMatchObject([{ method: 'GET', path: '/api/services', hasCredential: true }]);
});

it('leaves out what is no action, and does not grow', async () => {
  const services = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`a${String(at)}`, {}]));
  const many = Array.from({ length: 60 }, () => ({ domain: 'x', services }));
  const odd = { domain: 'light', services: { '../x': {}, 'turn on': {}, __proto__: {} } };
  const { actions } = await ask(listed([odd, { domain: 1, services: [] }, {}, ...many]));
  const found = await actions;
  expect(found).toHaveLength(5_000);
  expect(found.every((action) => /^x\.a\d+$/.test(action))).toBe(true);
});

it.each([401, 403, 404, 500])('has none of an answer with %i, and asks once', async (status) => {
  const { actions, server } = await ask({ status, headers: JSON_TYPE, body: ['no'] });
  expect(await actions).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

it('gives up one that stops in its middle, with what came before', async () => {
  const head = '[{"domain":"lock","services":{"lock":{}}},{"dom';
  const { actions, server, clock } = await ask({ headers: JSON_TYPE, body: [head], then: 'hold' });
  await expect.poll(() => server.requests.length).toBe(1);
  await expect.poll(() => server.requests[0]?.bytesSent ?? 0).toBeGreaterThan(0);
  await clock.advance(LIMITS.recorderDeadlineMs);
  expect((await actions).length).toBeLessThanOrEqual(1);
  await expect.poll(() => server.openSockets).toBe(0);
});

it('asks no server that is not live', async () => {
  const bench = await connect();
  expect(await bench.connection.actions()).toEqual([]);
  expect(bench.server.requests).toHaveLength(1);
});
