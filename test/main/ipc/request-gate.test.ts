import { describe, expect, it } from 'vitest';
import { createBridge } from '../../../src/core/ipc/bridge.ts';
import { REQUESTS } from '../../../src/core/ipc/table.ts';
import { createRequestGate } from '../../../src/main/ipc/request-gate.ts';
import type { RequestHandlers, RequestSender } from '../../../src/main/ipc/request-gate.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const ORIGIN = 'app://porchlight';
const PAGE: RequestSender = { ours: true, frame: { origin: ORIGIN, top: true } };

function createBench() {
  const calls: unknown[] = [];
  const errors: unknown[] = [];
  const clock = createVirtualClock();
  const record =
    (name: string) =>
    (...args: unknown[]): null => {
      calls.push([name, ...args]);
      return null;
    };
  const handlers = Object.fromEntries(Object.keys(REQUESTS).map((name) => [name, record(name)]));
  const gate = createRequestGate({
    origin: ORIGIN,
    clock,
    handlers: {
      ...handlers,
      openDataFolder() {
        throw new Error('secret-in-a-message');
      },
    } as unknown as RequestHandlers,
    onError: (_name, error) => errors.push(error),
  });
  return { calls, errors, clock, gate };
}

describe('createRequestGate', () => {
  it('parses, calls and answers', async () => {
    const { gate, calls } = createBench();
    expect(await gate(PAGE, { name: 'readEvent', args: ['log', 5] })).toEqual({ ok: true, value: null });
    expect(calls).toEqual([['readEvent', 'log', 5]]);
  });

  it.each<[string, RequestSender]>([
    ['a frame that is gone', { ours: true, frame: null }],
    ['another origin', { ours: true, frame: { origin: 'https://evil.example', top: true } }],
    ['an origin that only begins like ours', { ours: true, frame: { origin: `${ORIGIN}.evil`, top: true } }],
    ['a frame inside the page', { ours: true, frame: { origin: ORIGIN, top: false } }],
    ['another window', { ours: false, frame: { origin: ORIGIN, top: true } }],
  ])('refuses %s', async (_name, sender) => {
    const { gate, calls } = createBench();
    expect(await gate(sender, { name: 'getOverview', args: [] })).toMatchObject({ ok: false });
    expect(calls).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no message', undefined],
    ['an unknown name', { name: 'readSecret', args: [] }],
    ['a name of Object.prototype', { name: 'constructor', args: [] }],
    ['__proto__', { name: '__proto__', args: [] }],
    ['no arguments', { name: 'getOverview' }],
    ['too many arguments', { name: 'getOverview', args: [1] }],
    ['a wrong type', { name: 'readEvent', args: ['log', '5'] }],
    ['a fraction', { name: 'readEvent', args: ['log', 1.5] }],
    ['an unknown property', { name: 'testConnection', args: [{ evil: true }] }],
    ['a wrong choice', { name: 'changeSettings', args: [{ theme: 'pink' }] }],
    ['100 MB', { name: 'copyText', args: ['x'.repeat(100_000_000)] }],
    ['bytes', { name: 'copyText', args: [new Uint8Array(10)] }],
    ['a million values', { name: 'changeSettings', args: [Array.from({ length: 1_000_000 }, () => 1)] }],
  ])('refuses %s with a sentence', async (_name, message) => {
    const { gate, calls } = createBench();
    const answer = await gate(PAGE, message);
    expect(answer).toMatchObject({ ok: false });
    expect(answer.ok ? '' : answer.message).toMatch(/^[A-Z].*\.$/);
    expect(calls).toEqual([]);
  });

  it('does not mind a value that contains itself', async () => {
    const round: unknown[] = [];
    round.push(round);
    expect(await createBench().gate(PAGE, { name: 'changeSettings', args: round })).toMatchObject({
      ok: false,
    });
  });

  it('slows a page down that asks without end, and lets it on later', async () => {
    const { gate, calls, clock } = createBench();
    const flood = async (): Promise<number> => {
      const answers = await Promise.all(
        Array.from({ length: 10_000 }, () => gate(PAGE, { name: 'readEvent', args: ['log', 1] })),
      );
      return answers.filter(({ ok }) => ok).length;
    };
    expect(await flood()).toBe(400);
    await clock.advance(1_000);
    expect(await flood()).toBe(200);
    expect(calls).toHaveLength(600);
  });

  it('keeps the words of an error of ours to itself', async () => {
    const { gate, errors } = createBench();
    const answer = await gate(PAGE, { name: 'openDataFolder', args: [] });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });
});

describe('createBridge', () => {
  it('has a verb for each request of the table, always the same', () => {
    const bridge = createBridge({
      request: () => Promise.resolve({ ok: true, value: null }),
      on: () => () => undefined,
    });
    expect(bridge.readEvent).toBe(bridge.readEvent);
    expect(bridge.readEvent).not.toBe(bridge.readChain);
  });

  it('sends name and arguments, and rejects with the sentence of a refusal', async () => {
    const sent: unknown[] = [];
    const bridge = createBridge({
      request(name, args) {
        sent.push({ name, args });
        return Promise.resolve({ ok: false, message: 'No.' });
      },
      on: () => () => undefined,
    });
    await expect(bridge.readEvent('log', 7)).rejects.toThrow('No.');
    expect(sent).toEqual([{ name: 'readEvent', args: ['log', 7] }]);
  });

  it('passes subscriptions on', () => {
    const names: string[] = [];
    const bridge = createBridge({
      request: () => Promise.resolve({ ok: true, value: null }),
      on(name, fn) {
        names.push(name);
        fn({ seq: 3 });
        return () => names.push('undone');
      },
    });
    const seen: unknown[] = [];
    bridge.on('focusEvent', (value) => seen.push(value))();
    expect(seen).toEqual([{ seq: 3 }]);
    expect(names).toEqual(['focusEvent', 'undone']);
  });
});
