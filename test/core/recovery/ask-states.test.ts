import { expect, it } from 'vitest';
import { askStates } from '../../../src/core/recovery/ask-states.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

/** Asks a server that answers so, in its own time. */
function ask(status: number, body: string, date?: string): ReturnType<typeof askStates> {
  const chunks = [new TextEncoder().encode(body)];
  return askStates({
    clock: createVirtualClock(NOON),
    target: { baseUrl: 'http://home', credential: { kind: 'none' }, userAgent: 'Porchlight/test' },
    signal: new AbortController().signal,
    takePlace: () => Promise.resolve(true),
    transport: () =>
      Promise.resolve({
        status,
        header: (name) => (name === 'date' ? date : undefined),
        read: () => Promise.resolve(chunks.shift() ?? null),
        cancel: () => undefined,
      }),
  });
}

const state = (id: string, updated?: string): object => ({
  entity_id: id,
  state: 'x',
  last_updated: updated,
});

it('names those that may have changed, and what people look at first', async () => {
  const states = await ask(
    200,
    JSON.stringify([
      state('sensor.new', '2026-11-21T11:59:30+00:00'),
      state('light.old', '2026-11-21T11:00:00+00:00'),
      state('light.new', '2026-11-21T11:59:30+00:00'),
      state('lock.unknown'),
      { state: 'without a name' },
    ]),
  );
  expect(states.changedSince(NOON - 60_000)).toEqual({
    changed: ['light.new', 'lock.unknown', 'sensor.new'],
    total: 4,
    isWhole: true,
  });
});

it.each([
  ['fails', 500, '[]', 0],
  ['ends too early', 200, JSON.stringify([state('light.a')]).slice(0, -1), 1],
])('knows that not all are named by an answer that %s', async (_, status, body, total) => {
  const states = await ask(status, body);
  expect(states.changedSince(0)).toMatchObject({ total, isWhole: false });
});

it('tells by how much the clock of the server is ahead', async () => {
  const states = await ask(200, '[]', 'Sat, 21 Nov 2026 11:50:00 GMT');
  expect(states.lead).toEqual({ least: -600_000, most: -600_000 });
  expect((await ask(200, '[]')).lead).toBeNull();
});
