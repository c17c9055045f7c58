import { expect, it } from 'vitest';
import { parseArguments } from '../../../src/main/app/arguments.ts';
import { collectOpenings } from '../../../src/main/app/early-openings.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import { createOutsideRequests, type OutsidePorts } from '../../../src/main/app/outside-requests.ts';
import { registerLinkScheme } from '../../../src/main/desktop/link-scheme.ts';

/** The parts of an app, which write down what was asked of them. */
function createApp(ports: Partial<OutsidePorts> = {}) {
  const did: string[] = [];
  const logged: string[] = [];
  const notices = createNotices();
  const outside = createOutsideRequests({
    log: { write: (what, facts) => void logged.push(`${what} ${JSON.stringify(facts)}`) },
    notices,
    window: {
      show: () => void did.push('show'),
      openAt: (seq) => void did.push(`at ${String(seq)}`),
      openPage: (page) => void did.push(`page ${page}`),
      openCapture: (id) => void did.push(`capture ${id}`),
      openNewServer: () => void did.push('new server'),
    },
    hasEvent: (seq) => Promise.resolve(seq === 12),
    hasServers: () => true,
    openCapture: (path) => Promise.resolve({ id: path }),
    pause: () => void did.push('pause'),
    startDemo: () => Promise.resolve(did.push('demo')),
    onError: (error) => void did.push(`error ${String(error)}`),
    ...ports,
  });
  const texts = (): readonly string[] => notices.list().map(({ text }) => text);
  return { did, logged, texts, outside };
}

/** What a second start with these arguments does, in `/home/me`. */
async function startAgain(argv: readonly string[], ports?: Partial<OutsidePorts>) {
  const app = createApp(ports);
  app.outside.startedAgain(parseArguments(argv), '/home/me');
  await new Promise(setImmediate);
  return app;
}

it.each([
  [[], ['show']],
  [['--hidden'], []],
  [['--pause'], ['pause']],
  [['--demo'], ['demo', 'show']],
  [['porchlight://event/12'], ['at 12']],
  [['porchlight://sign-in'], ['new server']],
  [['a.ndjson'], ['page events', 'capture /home/me/a.ndjson']],
  [['/tmp/a b.ndjson'], ['page events', 'capture /tmp/a b.ndjson']],
  [['file:///tmp/a%20b.ndjson'], ['page events', 'capture /tmp/a b.ndjson']],
  [
    ['a.ndjson', 'b.ndjson'],
    ['page events', 'capture /home/me/a.ndjson', 'page events', 'capture /home/me/b.ndjson'],
  ],
])('a second start with %j', async (argv, expected) => {
  const { did, texts } = await startAgain(argv);
  expect(did).toEqual(expected);
  expect(texts()).toEqual([]);
});

it('opens the welcome for a sign-in while there is no server', async () => {
  const { did } = await startAgain(['porchlight://sign-in'], { hasServers: () => false });
  expect(did).toEqual(['page events']);
});

it('says that the event of a link is gone, and opens the log', async () => {
  const { did, texts } = await startAgain(['porchlight://event/13']);
  expect(did).toEqual(['at null']);
  expect(texts()).toEqual(['The event of this link is not kept any more, or was never here.']);
});

it('does nothing for a link that is none but write a line without its text, and not without end', async () => {
  const { did, texts, logged, outside } = await startAgain(['porchlight://erase?token=s3cret', '--pause']);
  for (let time = 0; time < 100; time += 1) outside.openLink('porchlight://pause');
  await new Promise(setImmediate);
  expect([did, texts()]).toEqual([[], []]);
  expect(logged).toHaveLength(20);
  expect(logged[0]).toBe('link-refused {"chars":31}');
});

it('says why a file can not be opened, until one can', async () => {
  const openCapture = (path: string) =>
    Promise.resolve(path.endsWith('good.ndjson') ? { id: 'good' } : 'It holds no events.');
  const { did, texts, outside } = await startAgain(['bad.ndjson'], { openCapture });
  expect(did).toEqual(['page events']);
  expect(texts()).toEqual(['It holds no events.']);
  outside.openFile('/tmp/good.ndjson');
  await new Promise(setImmediate);
  expect(texts()).toEqual([]);
});

it('asks no other computer for a file', async () => {
  const opened: string[] = [];
  const { texts } = await startAgain(['file://evil.example/share/a.ndjson', 'file://%zz.ndjson'], {
    openCapture: (path) => Promise.resolve({ id: String(opened.push(path)) }),
  });
  expect(opened).toEqual([]);
  expect(texts()).toEqual(['This file is not on this computer. Save it here, then open it.']);
});

it('opens five files of one command line and no more', async () => {
  const { did } = await startAgain(Array.from({ length: 50 }, (_, at) => `${String(at)}.ndjson`));
  expect(did.filter((what) => what.startsWith('capture'))).toHaveLength(5);
});

it('reports what fails, and goes on', async () => {
  const { did } = await startAgain(['porchlight://event/12'], {
    hasEvent: () => Promise.reject(new Error('broken')),
  });
  expect(did).toEqual(['error Error: broken']);
});

it('says that a running app is in no safe mode', async () => {
  const { did, texts } = await startAgain(['--safe-mode']);
  expect(did).toEqual(['show']);
  expect(texts()).toEqual(['Porchlight runs already. To start it in safe mode, quit it first.']);
});

it('keeps what macOS opens until the app has started', () => {
  const listeners = new Map<string, (event: { preventDefault(): void }, what: string) => void>();
  let prevented = 0;
  const follow = collectOpenings({ on: (name, fn) => listeners.set(name, fn) });
  const send = (name: string, what: string): void =>
    listeners.get(name)?.({ preventDefault: () => (prevented += 1) }, what);
  const opened: string[] = [];
  send('open-url', 'porchlight://sign-in');
  for (let time = 0; time < 20; time += 1) send('open-file', '/tmp/a.ndjson');
  follow({
    openLink: (text) => void opened.push(text),
    openFile: (path) => void opened.push(path),
  });
  expect(opened).toEqual(['porchlight://sign-in', ...Array.from({ length: 9 }, () => '/tmp/a.ndjson')]);
  send('open-url', 'porchlight://event/1');
  expect(opened.at(-1)).toBe('porchlight://event/1');
  expect(prevented).toBe(22);
});

it.each([
  ['win32', true, {}, ['porchlight']],
  ['win32', true, { PORTABLE_EXECUTABLE_DIR: 'D:' }, []],
  ['win32', false, {}, []],
  ['linux', true, {}, []],
  ['darwin', true, {}, []],
])(
  'registers the scheme of its links on %s, packaged %s, with %j: %j',
  (platform, packaged, env, expected) => {
    const registered: string[] = [];
    registerLinkScheme({ platform, packaged, env }, (scheme) => registered.push(scheme) > 0);
    expect(registered).toEqual(expected);
  },
);
