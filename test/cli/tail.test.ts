import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-code.ts';
import { runTail } from '../../src/cli/tail.ts';
import type { Clock } from '../../src/core/clock.ts';
import { repeatAfter } from '../support/repeat-after.ts';
import type { Monitor, MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import { serverProfileSchema } from '../../src/core/servers/profile.ts';
import { eventFrom, GAP, stateEvent, stopped, unparsed, waiting } from './support/monitor-events.ts';

const EVENT = eventFrom('{"event_type":"x","data":{},"origin":"","time_fired":""}');
const profile = serverProfileSchema.parse({
  id: 'tail',
  name: 'a',
  colour: 'blue',
  baseUrl: 'http://a',
  credentialKind: 'none',
  restrict: [],
  enabled: true,
  refusal: null,
  ...ROUTE_DEFAULTS,
});

/** The part of a monitor that `runTail` uses: keeps its promises about order and about the end. */
function createFakeMonitor(story: readonly MonitorEvent[], openGap = false) {
  const listeners = new Set<(event: MonitorEvent) => void>();
  const emit = (event: MonitorEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const facts = { listeners, stopped: 0, followed: 0, emit };
  const monitor: Pick<Monitor, 'onEvent' | 'setServers' | 'stop'> = {
    onEvent(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    setServers(profiles) {
      facts.followed += profiles.length;
      for (const event of story) emit(event);
    },
    async stop() {
      facts.stopped += 1;
      await Promise.resolve();
      if (openGap) emit(GAP);
      emit(stateEvent({ kind: 'idle' }));
    },
  };
  return { facts, monitor: monitor as Monitor };
}

function createFakeClock() {
  const timers = new Set<{ readonly delayMs: number; readonly fn: () => void }>();
  function after(delayMs: number, fn: () => void): () => void {
    const timer = { delayMs, fn };
    timers.add(timer);
    return () => timers.delete(timer);
  }
  const clock: Clock = { now: () => 0, monotonic: () => 0, after, every: repeatAfter(after) };
  return { clock, timers };
}

interface Setup {
  readonly story?: readonly MonitorEvent[];
  readonly openGap?: boolean;
  readonly maxEvents?: number;
  readonly forMs?: number;
}

function start({ story = [], openGap = false, maxEvents, forMs }: Setup) {
  const { facts, monitor } = createFakeMonitor(story, openGap);
  const { clock, timers } = createFakeClock();
  const printed: string[] = [];
  const ending = new AbortController();
  const code = runTail({
    monitor,
    profile,
    clock,
    print: (event) => printed.push(event.kind),
    signal: ending.signal,
    maxEvents: maxEvents ?? null,
    forMs: forMs ?? null,
  });
  return { facts, timers, printed, ending, code };
}

describe('runTail', () => {
  it.each([
    ['unauthorized', EXIT.unauthorized],
    ['not-admin', EXIT.unauthorized],
    ['banned', EXIT.forbidden],
    ['no-content', EXIT.stopped],
    ['bad-credential', EXIT.stopped],
  ] as const)('ends with its code when stopped by %s', async (reason, code) => {
    const run = start({ story: [stopped(reason), EVENT] });
    await expect(run.code).resolves.toBe(code);
    expect(run.printed).toEqual(['state']);
    expect(run.facts).toMatchObject({ stopped: 1, followed: 1 });
    expect(run.facts.listeners.size).toBe(0);
  });

  it('goes on while it waits', async () => {
    const run = start({ story: [waiting('refused'), EVENT, unparsed('x')] });
    expect(run.facts.stopped).toBe(0);
    run.ending.abort();
    await expect(run.code).resolves.toBe(EXIT.ok);
    expect(run.printed).toEqual(['state', 'event', 'unparsed']);
  });

  it('ends after so many events, to the event', async () => {
    const run = start({ story: [EVENT, unparsed('x'), EVENT, EVENT, EVENT], maxEvents: 2 });
    await expect(run.code).resolves.toBe(EXIT.ok);
    expect(run.printed).toEqual(['event', 'unparsed', 'event']);
  });

  it('ends after a time, and leaves no timer', async () => {
    const run = start({ forMs: 1_500 });
    const [timer] = run.timers;
    expect(timer?.delayMs).toBe(1_500);
    timer?.fn();
    await expect(run.code).resolves.toBe(EXIT.ok);
    expect(run.timers.size).toBe(0);
  });

  it('prints the gap that its own end closes, and nothing else after the end', async () => {
    const run = start({ story: [waiting('ended')], openGap: true });
    run.ending.abort();
    await run.code;
    expect(run.printed).toEqual(['state', 'own']);
  });

  it('does not connect when the end was asked for before', async () => {
    const { facts, monitor } = createFakeMonitor([]);
    const { clock } = createFakeClock();
    const ports = {
      monitor,
      profile,
      clock,
      print: () => undefined,
      signal: AbortSignal.abort(),
      maxEvents: null,
      forMs: null,
    };
    await expect(runTail(ports)).resolves.toBe(EXIT.ok);
    expect(facts.followed).toBe(0);
  });
});
