import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/main/app/arguments.ts';
import { DANGEROUS_SWITCHES, removeDangerousSwitches } from '../../../src/main/app/dangerous-switches.ts';
import { needsPasswordStore } from '../../../src/main/app/password-store.ts';

describe('parseArguments', () => {
  const nothing = {
    demo: false,
    demoRate: null,
    hidden: false,
    pause: false,
    safeMode: false,
    link: null,
    files: [],
    userDataDir: null,
    noSandbox: false,
    passwordStore: null,
  };

  it.each([
    [[], nothing],
    [['.', '--enable-features=X', 'stray'], nothing],
    [['--demo', '--hidden', '--no-sandbox'], { ...nothing, demo: true, hidden: true, noSandbox: true }],
    [['--pause'], { ...nothing, hidden: true, pause: true }],
    [['--demo-rate', '50'], { ...nothing, demo: true, demoRate: 50 }],
    [['--demo-rate=0.5'], { ...nothing, demo: true, demoRate: 0.5 }],
    [['--demo-rate', 'fast'], { ...nothing, demo: true }],
    [['--demo-rate=-3'], { ...nothing, demo: true }],
    [['--demo-rate=1e99'], { ...nothing, demo: true, demoRate: 50_000 }],
    [['--user-data-dir=/tmp/a=b'], { ...nothing, userDataDir: '/tmp/a=b' }],
    [['--user-data-dir', '/tmp/x'], { ...nothing, userDataDir: '/tmp/x' }],
    [['--user-data-dir', '--demo'], { ...nothing, demo: true }],
    [['--password-store=basic'], { ...nothing, passwordStore: 'basic' }],
    [['--safe-mode'], { ...nothing, safeMode: true }],
    [
      ['--user-data-dir', '/tmp/x.ndjson', 'a.ndjson'],
      { ...nothing, userDataDir: '/tmp/x.ndjson', files: ['a.ndjson'] },
    ],
    [
      ['--demo', '/home/me/a b.NDJSON', 'file:///tmp/c.ndjson', 'notes.txt', '--x.ndjson'],
      { ...nothing, demo: true, files: ['/home/me/a b.NDJSON', 'file:///tmp/c.ndjson'] },
    ],
    [['porchlight://event/12'], { ...nothing, link: 'porchlight://event/12' }],
    // Whoever makes a link gets nothing else done with it.
    [
      ['--pause', '--hidden', '--safe-mode', '--demo', '/tmp/a.ndjson', 'PORCHLIGHT://erase'],
      { ...nothing, link: 'PORCHLIGHT://erase' },
    ],
    [
      [
        '--user-data-dir=/home/me/.p',
        'porchlight://event/1',
        '--no-sandbox',
        '--password-store=basic',
        '--user-data-dir=//evil/x',
      ],
      { ...nothing, link: 'porchlight://event/1', userDataDir: '/home/me/.p' },
    ],
    [
      ['porchlight://event/1', '--no-sandbox', '--password-store=basic', '--user-data-dir', '//evil/x'],
      { ...nothing, link: 'porchlight://event/1' },
    ],
  ])('%j', (argv, expected) => {
    expect(parseArguments(argv)).toEqual(expected);
  });
});

describe('removeDangerousSwitches', () => {
  it('takes them away with their environment twin, and leaves the person their choices', () => {
    const given = new Set([...DANGEROUS_SWITCHES, 'password-store', 'ozone-platform', 'no-sandbox']);
    const env = { SSLKEYLOGFILE: '/tmp/keys', HOME: '/home/me' };
    const found = removeDangerousSwitches(
      { hasSwitch: (name) => given.has(name), removeSwitch: (name) => given.delete(name) },
      env,
    );
    expect([...given]).toEqual(['password-store', 'ozone-platform', 'no-sandbox']);
    expect(env).toEqual({ HOME: '/home/me' });
    expect(found).toEqual([...DANGEROUS_SWITCHES, 'SSLKEYLOGFILE']);
  });
});

describe('needsPasswordStore', () => {
  const facts = { platform: 'linux', currentDesktop: undefined, desktopSession: undefined, chosen: null };

  it.each([
    ['i3', undefined, true],
    ['sway', undefined, true],
    ['Hyprland', undefined, true],
    ['LXQt', undefined, true],
    [undefined, undefined, true],
    ['', 'i3', true],
    [undefined, 'gnome', false],
    [undefined, 'xfce', false],
    ['GNOME', undefined, false],
    ['ubuntu:GNOME', undefined, false],
    ['X-Cinnamon', undefined, false],
    ['XFCE', undefined, false],
    ['KDE', undefined, false],
    ['Unity:Unity7:ubuntu', undefined, false],
  ])('desktop %s, session %s: %s', (currentDesktop, desktopSession, expected) => {
    expect(needsPasswordStore({ ...facts, currentDesktop, desktopSession })).toBe(expected);
  });

  it('leaves alone what a person chose, and other systems', () => {
    expect(needsPasswordStore({ ...facts, currentDesktop: 'i3', chosen: 'basic' })).toBe(false);
    expect(needsPasswordStore({ ...facts, platform: 'darwin' })).toBe(false);
  });
});
