import { describe, expect, it } from 'vitest';
import { createPlainGuard, SEEN_MS } from '../../../src/core/addresses/plain-guard.ts';
import type { ServerProfile } from '../../../src/core/servers/profile.ts';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import { createVirtualClock, settle } from '../../support/virtual-clock.ts';
import { createScriptedTransport } from '../../support/scripted-transport.ts';

const UUID = 'ab'.repeat(16);
const PROFILE: ServerProfile = {
  ...{ id: 'home', name: 'Home', colour: 'blue', baseUrl: 'https://home.example', credentialKind: 'bearer' },
  ...{ restrict: [], enabled: true, refusal: null },
  ...ROUTE_DEFAULTS,
  second: { baseUrl: 'http://10.0.0.5:8123', place: 'inside', uuid: UUID, ...ROUTE_DEFAULTS },
} as const;

function createBench(profile: ServerProfile = PROFILE) {
  const clock = createVirtualClock();
  const wire = createScriptedTransport();
  let network = 'home';
  const asked: string[] = [];
  const looks: ((isThere: boolean) => void)[] = [];
  const guard = createPlainGuard({
    clock,
    transport: wire.transport,
    network: () => network,
    sees(uuid) {
      asked.push(uuid);
      return new Promise((resolve) => looks.push(resolve));
    },
  });
  guard.follow([profile]);
  const send = (url: string): Promise<string> =>
    guard
      .transport({ method: 'GET', url, headers: {}, signal: new AbortController().signal })
      .then(() => 'sent')
      .catch((error: unknown) => String(error));
  return {
    clock,
    doubt: guard.doubt,
    follow: guard.follow,
    asked,
    send,
    sent: () => wire.requests.map(({ request }) => request.url),
    see(isThere: boolean): void {
      looks.shift()?.(isThere);
    },
    move(next: string): void {
      network = next;
    },
  };
}

const INSIDE = 'http://10.0.0.5:8123/api/stream';

describe('plain http inside', () => {
  it('is sent once the server has announced itself, and believed for a while on the same network', async () => {
    const { clock, asked, send, sent, see } = createBench();
    void send(INSIDE);
    void send(`${INSIDE}?again`);
    await settle();
    expect(sent()).toEqual([]);
    // Both wait for one look.
    expect(asked).toEqual([UUID]);
    see(true);
    await settle();
    expect(sent()).toEqual([INSIDE, `${INSIDE}?again`]);
    await clock.advance(SEEN_MS - 1);
    void send(INSIDE);
    await settle();
    expect(sent()).toHaveLength(3);
    await clock.advance(1);
    void send(INSIDE);
    await settle();
    expect(sent()).toHaveLength(3);
    expect(asked).toHaveLength(2);
  });

  it('is never sent where the server is not seen, or the network changes while it is looked for', async () => {
    const { send, sent, see, move } = createBench();
    const unseen = send(INSIDE);
    await settle();
    see(false);
    expect(await unseen).toContain('unreachable');
    const moved = send(INSIDE);
    await settle();
    move('cafe');
    see(true);
    expect(await moved).toContain('unreachable');
    expect(sent()).toEqual([]);
  });

  it('is not sent on another network by what was seen on the one before', async () => {
    const { send, sent, see, move } = createBench();
    void send(INSIDE);
    await settle();
    see(true);
    await settle();
    move('cafe');
    const elsewhere = send(INSIDE);
    await settle();
    see(false);
    expect(await elsewhere).toContain('unreachable');
    expect(sent()).toHaveLength(1);
  });

  it('is not sent by what was seen before the computer slept, in a home whose router gives it the same address', async () => {
    const { clock, send, sent, see } = createBench();
    void send(INSIDE);
    await settle();
    see(true);
    await settle();
    // The monotonic clock stands still meanwhile.
    clock.setWallClock(clock.now() + 3_600_000);
    const elsewhere = send(INSIDE);
    await settle();
    see(false);
    expect(await elsewhere).toContain('unreachable');
    expect(sent()).toHaveLength(1);
  });

  it('is not sent by a look that began before a stream broke off', async () => {
    const { send, sent, see, doubt, asked } = createBench();
    const before = send(INSIDE);
    await settle();
    doubt();
    const after = send(INSIDE);
    await settle();
    expect(asked).toHaveLength(2);
    see(true);
    expect(await before).toContain('unreachable');
    see(false);
    expect(await after).toContain('unreachable');
    expect(sent()).toEqual([]);
  });

  it('is never sent for a server that announces no uuid, and waits for nobody else', async () => {
    const { second } = PROFILE;
    if (second === undefined) throw new Error('no second address');
    const { asked, send, sent } = createBench({ ...PROFILE, second: { ...second, uuid: null } });
    expect(await send(INSIDE)).toContain('unreachable');
    void send('https://home.example/api/');
    void send('http://10.0.0.6:8123/api/');
    await settle();
    expect(sent()).toEqual(['https://home.example/api/', 'http://10.0.0.6:8123/api/']);
    expect(asked).toEqual([]);
  });

  it('is guarded also when its server was removed, whose sign-in is ended with its secret', async () => {
    const { send, sent, see, follow } = createBench();
    follow([]);
    const revoked = send('http://10.0.0.5:8123/auth/revoke');
    await settle();
    see(false);
    expect(await revoked).toContain('unreachable');
    expect(sent()).toEqual([]);
    // As the only address of a server it is what its owner typed.
    const single = { ...PROFILE, baseUrl: 'http://10.0.0.5:8123' };
    delete single.second;
    follow([single]);
    void send(INSIDE);
    await settle();
    expect(sent()).toEqual([INSIDE]);
  });

  it('is guarded also where it is the first address', async () => {
    const { second } = PROFILE;
    if (second === undefined) throw new Error('no second address');
    const { asked, send } = createBench({
      ...PROFILE,
      baseUrl: 'http://10.0.0.5:8123',
      second: { ...second, baseUrl: 'https://home.example', place: 'outside' },
    });
    void send(INSIDE);
    await settle();
    expect(asked).toEqual([UUID]);
  });
});
