import { describe, expect, it } from 'vitest';
import {
  createAddressChooser,
  LOOK_AGAIN_MS,
  NETWORK_MS,
} from '../../../src/core/addresses/address-chooser.ts';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import { STRAIGHT } from '../../../src/core/route/route.ts';
import type { ServerProfile } from '../../../src/core/servers/profile.ts';
import { createVirtualClock, settle } from '../../support/virtual-clock.ts';
import { createScriptedTransport } from '../../support/scripted-transport.ts';

const INSIDE = 'https://10.0.0.5:8123';
const PROFILE: ServerProfile = {
  ...{ id: 'home', name: 'Home', colour: 'blue', baseUrl: 'https://home.example', credentialKind: 'bearer' },
  ...{ restrict: [], enabled: true, refusal: null },
  ...ROUTE_DEFAULTS,
  second: { baseUrl: INSIDE, place: 'inside', uuid: null, ...ROUTE_DEFAULTS },
} as const;

function createBench(profile: ServerProfile = PROFILE) {
  const clock = createVirtualClock();
  const wire = createScriptedTransport();
  let network = 'home';
  let changes = 0;
  const chooser = createAddressChooser({
    clock,
    transport: wire.transport,
    userAgent: 'Porchlight/test',
    readRoute: () => STRAIGHT,
    network: () => network,
    onChange: () => (changes += 1),
  });
  chooser.follow([profile]);
  return {
    clock,
    chooser,
    wire,
    changes: () => changes,
    used: () => chooser.choose(profile),
    move(next: string): void {
      network = next;
    },
    async answer(status = 200, headers: Readonly<Record<string, string>> = {}): Promise<void> {
      await settle();
      const last = wire.last();
      last.respond(status, headers);
      await settle();
      last.send('{"providers":[{"type":"homeassistant"}]}');
      last.end();
      await settle();
    },
  };
}

describe('the address that is used', () => {
  it('is none until it is known, then the one inside, asked without a secret', async () => {
    const { used, answer, wire, changes } = createBench();
    expect(used()).toMatchObject({ enabled: false });
    await answer();
    expect(used()).toMatchObject({ enabled: true, baseUrl: INSIDE });
    expect(changes()).toBe(1);
    expect(wire.requests.map(({ request }) => request.url)).toEqual([`${INSIDE}/auth/providers`]);
    expect(wire.last().request.headers).not.toHaveProperty('authorization');
  });

  it.each<[string, (bench: ReturnType<typeof createBench>) => Promise<void>]>([
    ['nothing answers', async ({ clock }) => clock.advance(5_000)],
    ['it redirects', ({ answer }) => answer(302, { location: 'https://elsewhere.example/' })],
    ['it is not Home Assistant', ({ answer }) => answer(404)],
  ])('is the one outside where %s inside', async (_name, act) => {
    const bench = createBench();
    await settle();
    await act(bench);
    expect(bench.used()).toMatchObject({ enabled: true, baseUrl: 'https://home.example' });
  });

  it('is looked for again on another network, after an interruption, and now and then while outside', async () => {
    const { clock, chooser, wire, move, answer, used } = createBench();
    await answer(502);
    expect(used().baseUrl).toBe('https://home.example');
    const asked = (): number => wire.requests.length;
    await clock.advance(NETWORK_MS * 3);
    expect(asked()).toBe(1);
    move('cafe');
    await clock.advance(NETWORK_MS);
    expect(asked()).toBe(2);
    await answer(502);
    const waiting = { kind: 'waiting', reason: { code: 'ended' }, retryAt: 0, attempt: 1 } as const;
    chooser.noteState('home', waiting);
    await settle();
    expect(asked()).toBe(3);
    // One look at a time.
    chooser.noteState('home', waiting);
    await settle();
    expect(asked()).toBe(3);
    await answer(502);
    await clock.advance(LOOK_AGAIN_MS);
    expect(asked()).toBe(4);
    await answer();
    expect(used().baseUrl).toBe(INSIDE);
    await clock.advance(LOOK_AGAIN_MS * 2);
    expect(asked()).toBe(4);
    chooser.stop();
    expect(clock.timers).toBe(0);
  });

  it('is never one outside by plain http, as a file that was edited by hand may have it', async () => {
    const { used, answer } = createBench({ ...PROFILE, baseUrl: 'http://home.example:8123' });
    await answer(502);
    expect(used()).toMatchObject({ enabled: false });
  });

  it('is not looked for while the server is switched off', async () => {
    const { wire, used } = createBench({ ...PROFILE, enabled: false });
    await settle();
    expect(wire.requests).toEqual([]);
    expect(used()).toMatchObject({ enabled: false });
  });
});
