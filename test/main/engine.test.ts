import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerDraft } from '../../src/core/servers/server-draft.ts';
import { createDemoServer } from '../../src/demo/server.ts';
import type { DemoServer } from '../../src/demo/server.ts';
import type { Engine } from '../../src/main/engine.ts';
import { startBench, until } from './support/engine-bench.ts';
import { createTemporaryFolder } from './support/temporary-folder.ts';

async function startHome(): Promise<DemoServer> {
  const home = await createDemoServer({ rate: 0, seed: 1 });
  onTestFinished(() => home.close());
  return home;
}

function toDraft(home: DemoServer, secret = home.token): ServerDraft {
  const rest = { colour: 'teal', credentialKind: 'bearer', restrict: [], enabled: true } as const;
  return { name: 'Home', url: home.url, secret, ...rest };
}

function keep(engine: Engine, on: boolean): void {
  const settings = engine.settings.current();
  engine.settings.save({ ...settings, history: { ...settings.history, keep: on } });
}

function readAll(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

describe('createEngine', () => {
  it('connects to a saved server, now and after a restart, and leaves its secret nowhere readable', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome();
    const first = startBench(folder);
    const saved = await first.engine.editing.saveServer(toDraft(home));
    const id = saved.ok ? saved.id : '';
    await until('live', () => first.engine.monitor.state(id).kind === 'live');
    await until('the version', () => first.engine.versionOf(id) !== '');
    await first.engine.stop();
    const second = startBench(folder);
    await until('live again', () => second.engine.monitor.state(id).kind === 'live');
    expect(readAll(folder)).not.toContain(home.token);
    expect(readAll(folder)).not.toContain(home.token.slice(-40));
  });

  it('stops after one refused secret, stays stopped over a restart, and goes on with a new one', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome();
    const first = startBench(folder);
    const saved = await first.engine.editing.saveServer(toDraft(home, 'wrong'));
    const id = saved.ok ? saved.id : '';
    await until('stopped', () => first.engine.monitor.state(id).kind === 'stopped');
    await first.engine.stop();
    const asked = home.requests.length;
    expect(home.requests.filter(({ authorised }) => authorised === false)).toHaveLength(1);
    const second = startBench(folder);
    expect(second.engine.monitor.state(id)).toMatchObject({
      kind: 'stopped',
      reason: { code: 'unauthorized' },
    });
    expect(home.requests).toHaveLength(asked);
    await second.engine.editing.saveServer({ ...toDraft(home), id });
    await until('live', () => second.engine.monitor.state(id).kind === 'live');
    expect(second.engine.settings.current().servers[0]?.refusal).toBeNull();
  });

  it('answers the five questions of a connection test', async () => {
    const home = await startHome();
    const { engine, steps } = startBench(createTemporaryFolder());
    const good = await engine.connectionTest.run(toDraft(home));
    expect(good.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
    expect(steps.length).toBeGreaterThan(3);
    const bad = await engine.connectionTest.run(toDraft(home, 'wrong'));
    expect(bad.find(({ name }) => name === 'token')).toMatchObject({ outcome: 'failed' });
    const nowhere = await engine.connectionTest.run({ ...toDraft(home), url: 'nonsense://x' });
    expect(nowhere[0]).toMatchObject({ name: 'reachable', outcome: 'failed' });
    expect(engine.settings.current().servers).toEqual([]);
  });

  it('tells a history that was erased, or is begun, how the connections stand and since when', async () => {
    const home = await startHome();
    const { engine, history } = startBench(createTemporaryFolder());
    await engine.demo.start();
    const saved = await engine.editing.saveServer(toDraft(home));
    const serverId = saved.ok ? saved.id : '';
    await until('live', () => engine.monitor.state(serverId).kind === 'live');
    const state = engine.monitor.state(serverId);
    const live = { serverId, at: 'since' in state ? state.since : 0, state: 'live', code: '' };
    await engine.forget();
    expect(history.stateChanges).toEqual([live]);
    keep(engine, false);
    expect(history.stateChanges.slice(1)).toEqual([
      { ...live, at: expect.any(Number) as number, state: 'idle' },
      live,
      expect.objectContaining({ serverId: 'demo', state: 'live' }),
    ]);
    await engine.forget();
    keep(engine, true);
    expect(history.stateChanges.slice(-1)).toEqual([live]);
  });

  it('opens the demo home, keeps nothing of it, and leaves it without a trace', async () => {
    const folder = createTemporaryFolder();
    const { engine } = startBench(folder);
    await Promise.all([engine.demo.start(), engine.demo.start()]);
    await until('events', () => engine.monitor.counts().received > 5);
    expect(engine.settings.current().servers).toEqual([]);
    expect(existsSync(join(folder, 'credentials.json'))).toBe(false);
    await engine.demo.stop();
    expect(engine.demo.profile()).toBeNull();
    await until('idle', () => engine.monitor.state('demo').kind === 'idle');
    await engine.demo.start();
    await until('live again', () => engine.monitor.state('demo').kind === 'live');
  });
});
