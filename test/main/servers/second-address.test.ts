import { describe, expect, it } from 'vitest';
import { createHash, X509Certificate } from 'node:crypto';
import { NETWORK_MS } from '../../../src/core/addresses/address-chooser.ts';
import type { SignInAnswer } from '../../../src/core/ipc/overview.ts';
import type { AddressDraft, ServerDraft } from '../../../src/core/servers/server-draft.ts';
import type { Services } from '../../../src/main/app/services.ts';
import type { Surroundings } from '../../../src/main/discovery/surroundings.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { createAddressRelay } from '../../support/address-relay.ts';
import { createLoginInstance } from '../../support/login-instance.ts';
import { readTestCertificates } from '../../support/test-certificates.ts';
import { startBench, until } from '../support/services-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const made = readTestCertificates();
const PIN = createHash('sha256').update(new X509Certificate(made.selfSigned.cert).raw).digest('hex');
const UUID = 'cd'.repeat(16);

/** The network is looked at so often that no test waits for it. */
let skippedMs = 0;
const clock = {
  ...systemClock,
  now: () => systemClock.now() + skippedMs,
  monotonic: () => systemClock.monotonic() + skippedMs,
  every: (ms: number, fn: () => void) => systemClock.every(ms === NETWORK_MS ? 20 : ms, fn),
};

/** A minute goes by, with its limit of requests. */
function skipMinute(): void {
  skippedMs += 61_000;
}

/** A home that is reached by http on its network and by https from everywhere, and its server in Porchlight. */
async function start(folder = createTemporaryFolder()) {
  const home = await createLoginInstance();
  const inside = await createAddressRelay(home.port);
  const outside = await createAddressRelay(home.port, made.selfSigned);
  const where = { network: 'home', announces: true };
  const around: Surroundings = {
    network: () => where.network,
    sees: (uuid) => Promise.resolve(where.announces && uuid === UUID),
    lookAround: () =>
      Promise.resolve(
        where.announces
          ? [{ id: UUID, uuid: UUID, name: 'Home', version: '', url: inside.url, reach: 'answers' }]
          : [],
      ),
  };
  const bench = startBench(folder, { clock, around });
  const { services } = bench;
  const saved = await services.editing.saveServer({
    ...{ name: 'Home', url: outside.url, colour: 'teal', credentialKind: 'bearer', secret: home.token },
    ...{ restrict: [], enabled: true, tls: { pin: PIN, caFile: null } },
  });
  const id = saved.ok ? saved.id : '';
  const liveAt = (url: string) =>
    until(`live at ${url}`, () => {
      const { monitor } = services;
      return monitor.state(id).kind === 'live' && monitor.profile(id)?.baseUrl === url;
    });
  const save = (draft: Partial<AddressDraft> = {}): Promise<SignInAnswer> =>
    services.addresses.save(id, { url: inside.url, place: 'inside', ...draft });
  /** The stream outside breaks off, which is a reason to look inside again. */
  const breakOff = async (): Promise<void> => {
    skipMinute();
    const { gaps } = services.monitor.counts();
    outside.leadTo(home.port);
    await until('the next stream', () => services.monitor.counts().gaps > gaps);
    await liveAt(outside.url);
  };
  await liveAt(outside.url);
  return { breakOff, home, inside, outside, where, services, id, liveAt, save, folder, around };
}

function secondOf(services: Services): unknown {
  return services.settings.current().servers[0]?.second;
}

describe('two addresses of one server', () => {
  it('uses the one inside at home, the one outside elsewhere, and sends a stranger nothing', async () => {
    const { breakOff, home, inside, outside, where, services, id, liveAt, save } = await start();
    const impostor = await createLoginInstance({ impostor: true });
    const states: string[] = [];
    services.monitor.onEvent((event) => {
      if ('serverId' in event && event.serverId !== null) states.push(event.serverId);
    });
    expect(await save()).toEqual({ ok: true, id });
    expect(secondOf(services)).toMatchObject({ baseUrl: inside.url, place: 'inside', uuid: UUID });
    await liveAt(inside.url);

    // Somewhere else the same address is that of a stranger.
    Object.assign(where, { network: 'cafe', announces: false });
    inside.leadTo(null);
    await liveAt(outside.url);
    inside.leadTo(impostor.port);
    await breakOff();
    expect(impostor.requests).toEqual([]);

    skipMinute();
    const posted = await services.monitor.send(id, { path: '/api/events/test', body: '{}' });
    expect(posted.kind).toBe('done');
    Object.assign(where, { network: 'home', announces: true });
    inside.leadTo(home.port);
    await liveAt(inside.url);
    expect(impostor.requests).toEqual([]);
    // One server, whichever address: its events, its gaps and its states have one id.
    expect(new Set(states)).toEqual(new Set([id]));
    expect(services.monitor.counts().gaps).toBeGreaterThan(0);
    expect(home.requests.filter(({ authorised }) => authorised === false)).toEqual([]);
    await services.stop();
  });

  it('stays outside where the stream inside breaks off and a stranger takes its place unannounced', async () => {
    const { breakOff, inside, outside, where, services, liveAt, save } = await start();
    const impostor = await createLoginInstance({ impostor: true });
    await save();
    await liveAt(inside.url);
    // The system has not told of another network yet.
    where.announces = false;
    inside.leadTo(null);
    await liveAt(outside.url);
    inside.leadTo(impostor.port);
    await breakOff();
    expect(impostor.requests).toEqual([]);
    await services.stop();
  });

  it('refuses another instance, and sends it no secret', async () => {
    const { services, save, where } = await start();
    const impostor = await createLoginInstance({ impostor: true });
    const answer = await save({ url: impostor.url });
    expect(answer).toMatchObject({ ok: false, field: 'url' });
    expect(JSON.stringify(answer)).toContain('Another Home Assistant answers');
    expect(impostor.secrets()).toBe(0);
    expect(secondOf(services)).toBeUndefined();
    where.announces = false;
    expect(JSON.stringify(await save())).toContain('does not announce itself');
    expect(secondOf(services)).toBeUndefined();
    await services.stop();
  });

  it('asks about a certificate, requires https outside, and takes the word of the server itself', async () => {
    const { home, services, save, id } = await start();
    const front = await createAddressRelay(home.port, made.selfSigned);
    expect(await save({ url: front.url })).toMatchObject({ ok: false, certificate: { fingerprint: PIN } });
    expect(JSON.stringify(await save({ place: 'outside' }))).toContain('must begin with https://');
    const [profile] = services.settings.current().servers;
    expect(JSON.stringify(await save({ url: profile?.baseUrl ?? '' }))).toContain(
      'the same computer and port',
    );
    // Nothing answers there now, but the server says that it is one of its addresses.
    front.leadTo(null);
    expect(await save({ url: front.url, tls: { pin: PIN, caFile: null } })).toMatchObject({ ok: false });
    home.setConfig({ version: '2026.11.0', internal_url: front.url, external_url: null });
    expect(await save({ url: front.url, tls: { pin: PIN, caFile: null } })).toEqual({ ok: true, id });
    await services.stop();
  });

  it('sends a refused secret to neither address again', async () => {
    const { home, inside, where, services, id, liveAt, save } = await start();
    await save();
    await liveAt(inside.url);
    home.setAdmits(false);
    services.monitor.reconnect(id);
    await until('stopped', () => services.monitor.state(id).kind === 'stopped');
    const refused = (): number => home.requests.filter(({ authorised }) => authorised === false).length;
    const before = refused();
    Object.assign(where, { network: 'cafe', announces: false });
    await until('the other address', () => services.monitor.profile(id)?.baseUrl !== inside.url);
    await until('stopped there, too', () => services.monitor.state(id).kind === 'stopped');
    expect(refused()).toBe(before);
    await services.stop();
  });

  it('is kept over a restart, follows a new secret, and goes with the server', async () => {
    const { home, inside, services, id, liveAt, save, folder, around } = await start();
    await save();
    await liveAt(inside.url);
    skipMinute();
    const draft: ServerDraft = {
      ...{ id, name: 'House', url: services.settings.current().servers[0]?.baseUrl ?? '' },
      ...{ restrict: [], enabled: true, secret: `${home.token} ` },
      colour: 'teal',
      credentialKind: 'bearer',
    };
    expect(await services.editing.saveServer(draft)).toEqual({ ok: true, id });
    await liveAt(inside.url);
    await services.stop();
    const again = startBench(folder, { clock, around });
    await until('live again', () => {
      const { monitor } = again.services;
      return monitor.state(id).kind === 'live' && monitor.profile(id)?.baseUrl === inside.url;
    });
    const [profile] = again.services.settings.current().servers;
    if (profile === undefined) throw new Error('The server is gone.');
    const { second } = again.services.addresses.view(profile);
    expect(second).toMatchObject({ isUsed: true, isChoosing: false });
    again.services.addresses.remove(id);
    expect(secondOf(again.services)).toBeUndefined();
    await until('live by the first', () => again.services.monitor.profile(id)?.baseUrl !== inside.url);
    await again.services.stop();
  });
});
