import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerDraft } from '../../../src/core/servers/server-draft.ts';
import { createDemoServer } from '../../support/demo-server.ts';
import type { DemoServer } from '../../support/demo-server.ts';
import type { Services } from '../../../src/main/app/services.ts';
import { startBench, until } from '../support/services-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

async function startHome(): Promise<DemoServer> {
  const home = await createDemoServer({ rate: 0, seed: 1 });
  onTestFinished(() => home.close());
  return home;
}

function toDraft(home: DemoServer, secret = home.token): ServerDraft {
  const rest = { colour: 'teal', credentialKind: 'bearer', restrict: [], enabled: true } as const;
  return { name: 'Home', url: home.url, secret, ...rest };
}

function keep(services: Services, on: boolean): void {
  const settings = services.settings.current();
  services.settings.save({ ...settings, history: { ...settings.history, keep: on } });
}

function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n');
}

describe('createServices', () => {
  it('connects to a saved server, now and after a restart, and leaves its secret nowhere readable', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome();
    const first = startBench(folder);
    const saved = await first.services.editing.saveServer(toDraft(home));
    const id = saved.ok ? saved.id : '';
    await until('live', () => first.services.monitor.state(id).kind === 'live');
    await until('the version', () => first.services.versionOf(id) !== '');
    await first.services.stop();
    const second = startBench(folder);
    await until('live again', () => second.services.monitor.state(id).kind === 'live');
    expect(readAll(folder)).not.toContain(home.token);
    expect(readAll(folder)).not.toContain(home.token.slice(-40));
  });

  it('ends a pause until the computer is unlocked then, or with the next start', () => {
    const folder = createTemporaryFolder();
    const { services } = startBench(folder);
    const pausedUntil = (): unknown => services.settings.current().notifications.pausedUntil;
    const pause = (until: number | 'unlock'): void => {
      const settings = services.settings.current();
      services.settings.save({
        ...settings,
        notifications: { ...settings.notifications, pausedUntil: until },
      });
    };
    pause('unlock');
    services.lock(true);
    expect(pausedUntil()).toBe('unlock');
    services.lock(false);
    expect(pausedUntil()).toBeNull();
    pause(8.64e15);
    services.lock(true);
    services.lock(false);
    expect(pausedUntil()).toBe(8.64e15);
    pause('unlock');
    expect(startBench(folder).services.settings.current().notifications.pausedUntil).toBeNull();
  });

  it('asks a home for its names, keeps them for the next start, and forgets them with the server', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome();
    const first = startBench(folder);
    const saved = await first.services.editing.saveServer(toDraft(home));
    const id = saved.ok ? saved.id : '';
    await until('names', () => first.services.registries.has(id));
    await first.services.stop();
    await home.stopHome();
    const { services } = startBench(folder);
    expect(services.registries.get(id)?.areas.get('kitchen')?.name).toBe('Kitchen');
    services.editing.removeServer(id);
    expect(services.registries.size).toBe(0);
    expect(readdirSync(join(folder, 'registries'))).toEqual([]);
  });

  it('erases the events of a removed server after its last, and only if that is chosen', async () => {
    const home = await startHome();
    const cabin = await startHome();
    const { services, history } = startBench(createTemporaryFolder());
    const ids = await Promise.all(
      [home, cabin].map(async (each) => {
        const saved = await services.editing.saveServer(toDraft(each));
        return saved.ok ? saved.id : '';
      }),
    );
    const [keptId = '', erasedId = ''] = ids;
    await until('live', () => ids.every((id) => services.monitor.state(id).kind === 'live'));
    await services.removeServer(keptId, 'keep');
    expect(history.erased).toEqual([]);
    await services.removeServer(erasedId, 'erase');
    expect(history.erased).toEqual([erasedId]);
    expect(services.monitor.state(erasedId).kind).toBe('idle');
    expect(services.settings.current().servers).toEqual([]);
  });

  it('stops after one refused secret, stays stopped over a restart, and goes on with a new one', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome();
    const first = startBench(folder);
    const saved = await first.services.editing.saveServer(toDraft(home, 'wrong'));
    const id = saved.ok ? saved.id : '';
    await until('stopped', () => first.services.monitor.state(id).kind === 'stopped');
    await first.services.stop();
    const asked = home.requests.length;
    expect(home.requests.filter(({ authorised }) => authorised === false)).toHaveLength(1);
    const second = startBench(folder);
    expect(second.services.monitor.state(id)).toMatchObject({
      kind: 'stopped',
      reason: { code: 'unauthorized' },
    });
    expect(home.requests).toHaveLength(asked);
    await second.services.editing.saveServer({ ...toDraft(home), id });
    await until('live', () => second.services.monitor.state(id).kind === 'live');
    expect(second.services.settings.current().servers[0]?.refusal).toBeNull();
  });

  it('answers the six questions of a connection test', async () => {
    const home = await startHome();
    const { services, steps } = startBench(createTemporaryFolder());
    const good = await services.connectionTest.run(toDraft(home));
    expect(good.map(({ outcome }) => outcome)).toEqual([
      'passed',
      'skipped',
      'passed',
      'passed',
      'passed',
      'passed',
    ]);
    expect(steps.length).toBeGreaterThan(3);
    const bad = await services.connectionTest.run(toDraft(home, 'wrong'));
    expect(bad.find(({ name }) => name === 'token')).toMatchObject({ outcome: 'failed' });
    const nowhere = await services.connectionTest.run({ ...toDraft(home), url: 'nonsense://x' });
    expect(nowhere[0]).toMatchObject({ name: 'reachable', outcome: 'failed' });
    expect(services.settings.current().servers).toEqual([]);
  });

  it('tells a history that was erased, or is begun, how the connections stand and since when', async () => {
    const home = await startHome();
    const { services, history } = startBench(createTemporaryFolder());
    await services.demo.start();
    const saved = await services.editing.saveServer(toDraft(home));
    const serverId = saved.ok ? saved.id : '';
    await until('live', () => services.monitor.state(serverId).kind === 'live');
    const state = services.monitor.state(serverId);
    const live = { serverId, at: 'since' in state ? state.since : 0, state: 'live', code: '' };
    await services.forget();
    expect(history.stateChanges).toEqual([live]);
    keep(services, false);
    expect(history.stateChanges.slice(1)).toEqual([
      { ...live, at: expect.any(Number) as number, state: 'idle' },
      live,
      expect.objectContaining({ serverId: 'demo', state: 'live' }),
    ]);
    await services.forget();
    keep(services, true);
    expect(history.stateChanges.slice(-1)).toEqual([live]);
  });

  it('opens the demo home, keeps nothing of it, and leaves it without a trace', async () => {
    const folder = createTemporaryFolder();
    const { services } = startBench(folder);
    await Promise.all([services.demo.start(), services.demo.start()]);
    await until('events', () => services.monitor.counts().received > 5);
    expect(services.settings.current().servers).toEqual([]);
    expect(existsSync(join(folder, 'credentials.json'))).toBe(false);
    await services.leaveDemo();
    expect(services.demo.profile()).toBeNull();
    await until('idle', () => services.monitor.state('demo').kind === 'idle');
    await services.demo.start();
    await until('live again', () => services.monitor.state('demo').kind === 'live');
  });

  it("leaves nothing of the demo home in a home of one's own", async () => {
    const home = await startHome();
    const { services, history } = startBench(createTemporaryFolder());
    const { savedViews } = services.settings.current();
    await services.demo.start();
    await until('an alert', () => services.monitor.recentAlerts().length > 0);
    const made = [{ id: 'v', name: 'Doors', query: 'door' }];
    services.settings.save({ ...services.settings.current(), savedViews: made });
    const saved = await services.editing.saveServer(toDraft(home));
    const serverId = saved.ok ? saved.id : '';
    await until('live', () => services.monitor.state(serverId).kind === 'live');
    await services.leaveDemo();
    const appended = history.appended.length;
    expect(services.settings.current()).toMatchObject({ savedViews, servers: [{ id: serverId }] });
    expect(services.settings.current().notifications.rules.filter(({ server }) => server === 'demo')).toEqual(
      [],
    );
    expect(services.monitor.recentAlerts()).toEqual([]);
    expect(history.erased).toEqual(['demo']);
    const rows = services.monitor.log.after(0, 1_000);
    expect(rows.filter((row) => row.serverId === 'demo')).toEqual([]);
    expect(
      history.appended.slice(appended).filter((entry) => 'serverId' in entry && entry.serverId === 'demo'),
    ).toEqual([]);
  });

  it('keeps the tabs of somebody who has a home of their own', async () => {
    const home = await startHome();
    const { services } = startBench(createTemporaryFolder());
    await services.editing.saveServer(toDraft(home));
    await services.demo.start();
    const savedViews = [{ id: 'v', name: 'Doors', query: 'door' }];
    services.settings.save({ ...services.settings.current(), savedViews });
    await services.leaveDemo();
    expect(services.settings.current().savedViews).toEqual(savedViews);
  });
});
