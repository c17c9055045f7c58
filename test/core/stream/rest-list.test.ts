import { expect, it } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { getList, type ListAnswer, type ListRequest } from '../../../src/core/stream/rest-list.ts';
import { createScriptedTransport, type ScriptedTransport } from '../../support/scripted-transport.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

interface Asking {
  readonly server: ScriptedTransport;
  readonly clock: VirtualClock;
  readonly elements: unknown[];
  readonly answer: Promise<ListAnswer>;
  /** How many elements there were at each turn of other work. */
  readonly turns: readonly number[];
}

async function ask(options: Partial<ListRequest> = {}): Promise<Asking> {
  const server = createScriptedTransport();
  const clock = createVirtualClock();
  const elements: unknown[] = [];
  const target = {
    baseUrl: 'http://home',
    credential: { kind: 'none' },
    userAgent: 'Porchlight/test',
  } as const;
  const turns: number[] = [];
  const countingClock: Clock = {
    ...clock,
    after(delayMs, fn) {
      if (delayMs === 0) turns.push(elements.length);
      return clock.after(delayMs, fn);
    },
  };
  const answer = getList({ transport: server.transport, clock: countingClock }, target, {
    path: '/api/states',
    shape: 'list',
    maxBytes: 200,
    signal: new AbortController().signal,
    onElement: (element) => elements.push(element),
    ...options,
  });
  await clock.advance(0);
  return { server, clock, elements, answer, turns };
}

it.each([
  ['a list', '[{"a":1},{"a":2}]', { ok: true }, 2],
  ['an object', '{"message":"no"}', { ok: false, failure: { code: 'not-event-stream', status: 200 } }, 0],
  [
    'a list that ends early',
    '[{"a":1}',
    { ok: false, failure: { code: 'not-event-stream', status: 200 } },
    1,
  ],
  ['what is no JSON', '[{"a":}]', { ok: false, failure: { code: 'not-event-stream', status: 200 } }, 0],
  ['numbers of Python', '[{"a":NaN}]', { ok: true }, 1],
  [
    'what is nested too deep',
    `[{"a":${'['.repeat(65)}${']'.repeat(65)}}]`.slice(0, 200),
    { ok: false, failure: { code: 'not-event-stream', status: 200 } },
    0,
  ],
  ['a list that is too large', `[{"a":1},${' '.repeat(200)}]`, { ok: 'too-large' }, 1],
])('reads %s', async (_, body, expected, count) => {
  const { server, clock, elements, answer } = await ask();
  server.last().respond(200, { 'content-type': 'application/json' });
  server.last().send(body.slice(0, 9));
  server.last().send(body.slice(9));
  server.last().end();
  await clock.advance(0);
  expect(await answer).toEqual(expected);
  expect(elements).toHaveLength(count);
  expect(server.last().closed).toBe(true);
});

it('tells the time at the server where the head of the answer says it', async () => {
  const dates: number[] = [];
  const { server, clock, answer } = await ask({ onDate: (date) => dates.push(date) });
  server.last().respond(200, { date: 'Sat, 21 Nov 2026 12:00:05 GMT' });
  server.last().send('[]');
  server.last().end();
  await clock.advance(0);
  await answer;
  expect(dates).toEqual([Date.UTC(2026, 10, 21, 12, 0, 5)]);
});

it.each([
  ['in one piece', Number.POSITIVE_INFINITY],
  ['in many', 1_000],
])('gives other work a turn after each part of a large answer that comes %s', async (_, pieceChars) => {
  const list = Array.from({ length: 6_000 }, (_value, n) => ({ n, text: 'x'.repeat(90) }));
  const body = JSON.stringify(list);
  const { server, clock, elements, answer, turns } = await ask({ maxBytes: body.length });
  server.last().respond(200, {});
  for (let at = 0; at < body.length; at += pieceChars) server.last().send(body.slice(at, at + pieceChars));
  server.last().end();
  while (elements.length < list.length) await clock.advance(0);
  expect(await answer).toEqual({ ok: true });
  const elementChars = JSON.stringify(list[0]).length;
  const atOnce = [...turns, list.length].map((count, n) => count - (turns[n - 1] ?? 0));
  expect(Math.max(...atOnce)).toBeLessThanOrEqual(LIMITS.maxCharsAtOnce / elementChars + 1);
  expect(turns.length).toBeLessThan(10);
});

it('gives up after the deadline of a recorder, and when it is told to', async () => {
  const late = await ask();
  late.server.last().respond(200, {});
  await late.clock.advance(LIMITS.recorderDeadlineMs);
  expect(await late.answer).toEqual({ ok: false, failure: { code: 'timeout' } });

  const ending = new AbortController();
  const ended = await ask({ signal: ending.signal });
  ending.abort();
  await ended.clock.advance(0);
  expect(await ended.answer).toEqual({ ok: false, failure: { code: 'closed' } });
  expect(ended.clock.timers).toBe(0);
});
