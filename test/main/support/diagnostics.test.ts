import { describe, expect, it } from 'vitest';
import type { HistoryStatus } from '../../../src/core/history/history.ts';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import { createDiagnostics, type DiagnosticsPorts } from '../../../src/main/support/diagnostics.ts';
import { VERSION } from '../../../src/node/version.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';
import { startBench, type Bench } from './services-bench.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0';

interface Desk {
  readonly bench: Bench;
  readonly clock: VirtualClock;
  readonly copied: string[];
  /** Methods that were called on the bus. */
  readonly called: string[];
  open(more?: Partial<DiagnosticsPorts>): ReturnType<typeof createDiagnostics>;
}

function createDesk(platform = 'linux'): Desk {
  const clock = createVirtualClock();
  const bench = startBench(createTemporaryFolder(), { clock });
  const [copied, called]: [string[], string[]] = [[], []];
  const ports: DiagnosticsPorts = {
    clock,
    sources: {
      platform,
      services: bench.services,
      trayHost: { present: () => true },
      lockWatch: { tells: () => false },
      notifier: { isSupported: () => true },
    },
    bus: {
      call: (_target, method) => {
        called.push(method);
        return Promise.resolve(
          method.endsWith('.GetServerInformation')
            ? ['dunst', 'knopwob', '1.9.0', '1.2']
            : [['actions', 'body']],
        );
      },
    },
    isPackaged: true,
    env: { XDG_CURRENT_DESKTOP: 'XFCE', XDG_SESSION_TYPE: 'x11' },
    versions: { electron: '25.1.1', chrome: '114.0.5735.45', node: '18.15.0' },
    copyText: (text) => copied.push(text),
  };
  return { bench, clock, copied, called, open: (more = {}) => createDiagnostics({ ...ports, ...more }) };
}

async function saveHome({ services }: Bench): Promise<string> {
  const saved = await services.editing.saveServer({
    name: 'Villa Canary',
    colour: 'blue',
    url: 'https://canary.example.org:8443',
    credentialKind: 'bearer',
    secret: TOKEN,
    restrict: [],
    enabled: false,
  });
  if (!saved.ok) throw new Error(saved.message);
  return saved.id;
}

describe('the diagnostics of the app', () => {
  it('have the versions, the desktop, and who shows notifications', async () => {
    const { open, clock, called } = createDesk();
    const diagnostics = open();
    await clock.advance(90_000);
    const text = await diagnostics.read();
    for (const line of [
      `- Porchlight: ${VERSION} (installed)`,
      '- Electron: 25.1.1',
      '- Chromium: 114.0.5735.45',
      '- Node: 18.15.0',
      '- Desktop: XFCE, display protocol: x11',
      '- Tray: yes, tells whether it is locked: no',
      '- Notification server: dunst 1.9.0, can: actions body',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('running for 1 min 30 s');
    expect(called).toHaveLength(2);
  });

  it.each([
    [false, {}, 'from its sources'],
    [true, { APPIMAGE: '/opt/porchlight.AppImage' }, 'AppImage'],
    [true, { FLATPAK_ID: 'org.example.Porchlight' }, 'Flatpak'],
    [true, {}, 'installed'],
  ])('say how it came here: packaged %j, %j', async (isPackaged, env, way) => {
    expect(await createDesk().open({ isPackaged, env }).read()).toContain(
      `Porchlight: ${VERSION} (${way})\n`,
    );
  });

  it.each([
    [{ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wayland'],
    [{ XDG_SESSION_TYPE: 'tty', DISPLAY: ':0' }, 'x11'],
    [{}, 'not known'],
  ])('say what draws the session: %j', async (env, display) => {
    expect(await createDesk().open({ env }).read()).toContain(`display protocol: ${display}\n`);
  });

  it('say that a server has a second address, and neither a host nor a secret nor a name', async () => {
    const { bench, open } = createDesk();
    const id = await saveHome(bench);
    const { settings } = bench.services;
    const second = {
      baseUrl: 'http://192.168.7.9:8123',
      place: 'inside',
      uuid: null,
      ...ROUTE_DEFAULTS,
    } as const;
    settings.save({
      ...settings.current(),
      servers: settings.current().servers.map((profile) => ({ ...profile, second })),
    });
    const text = await open().read();
    expect(text).toContain('address: https, a public name, port 8443');
    expect(text).toContain('other address (inside): http, a private IPv4 address, port 8123');
    expect(text).toContain('sign-in: bearer, secret: keyring');
    for (const hidden of ['anary', '192.168', 'Villa', TOKEN, TOKEN.slice(-8), id])
      expect(text).not.toContain(hidden);
  });

  it.each([
    ['there is no bus', () => Promise.reject(new Error('no bus'))],
    ['it answers with something else', () => Promise.resolve([7])],
    ['a text of it has no end', () => Promise.resolve(['a', 'b', 'c', 'x'.repeat(5_000)])],
  ])('say that the notification server does not say if %s', async (_why, call) => {
    expect(await createDesk().open({ bus: { call } }).read()).toContain(
      'Notification server: does not say\n',
    );
  });

  it('ask nobody on the bus where there is none', async () => {
    const { open, called } = createDesk('darwin');
    expect(await open().read()).toContain('Notification server: does not say\n');
    expect(called).toEqual([]);
  });

  it('do without the connections if the history is busy', async () => {
    const { bench, clock, open } = createDesk();
    const status = (): HistoryStatus => bench.history.status();
    const history = { status, connectionSpans: () => new Promise<never>(() => undefined) };
    const { services } = bench;
    const reading = open({
      sources: {
        platform: 'linux',
        services: { ...services, history },
        trayHost: { present: () => true },
        lockWatch: { tells: () => false },
        notifier: { isSupported: () => true },
      },
    }).read();
    await clock.advance(3_000);
    expect(await reading).toContain('can not be read');
  });

  it('are in the clipboard before it is said that they are', async () => {
    const { copied, open } = createDesk();
    const told: (readonly [title: string, copies: number])[] = [];
    const diagnostics = open();
    await diagnostics.copy(({ title }) => {
      told.push([title, copied.length]);
      return Promise.resolve(true);
    });
    expect(told).toEqual([['Diagnostics copied', 1]]);
    expect(copied).toEqual([expect.stringContaining(`- Porchlight: ${VERSION} (installed)\n`)]);
  });

  it('say nothing of a clipboard that takes nothing', async () => {
    const told: unknown[] = [];
    const { copy } = createDesk().open({ copyText: () => Promise.reject(new Error('no clipboard')) });
    const copying = copy((request) => {
      told.push(request);
      return Promise.resolve(true);
    });
    await expect(copying).rejects.toThrow('no clipboard');
    expect(told).toEqual([]);
  });
});
