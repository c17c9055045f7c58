import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { escapeMarkup } from '../../../src/core/rules/wording.ts';
import { rendersMarkup } from '../../../src/main/notifications/notifications.ts';
import { createSessionBus, hasSecretServiceSync } from '../../../src/main/desktop/session-bus.ts';
import type { RunProgram } from '../../../src/main/desktop/session-bus.ts';
import {
  autostartPath,
  createStartAtLogin,
  toAutostartEntry,
} from '../../../src/main/desktop/start-at-login.ts';
import { createTrayHost, TRAY_CHECK_MS } from '../../../src/main/desktop/tray-host.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

/** Programs by name; one that is not there rejects, as a missing one does. */
function createRun(programs: Readonly<Record<string, string>>): RunProgram {
  return (program) => {
    const answer = programs[program];
    return answer === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(answer);
  };
}

describe('createSessionBus', () => {
  it.each([
    ['gdbus says yes', { gdbus: '(true,)\n' }, true],
    ['gdbus says no', { gdbus: '(false,)\n' }, false],
    ['only dbus-send is there', { 'dbus-send': 'method return time=1 sender=x\n   boolean true\n' }, true],
    ['nobody can be asked', {}, null],
  ])('hasOwner: %s', async (_name, programs, expected) => {
    expect(await createSessionBus(createRun(programs)).hasOwner('org.example')).toBe(expected);
  });

  it.each([
    ['gdbus', { gdbus: "(['actions', 'body', 'body-markup'],)\n" }, ['actions', 'body', 'body-markup']],
    [
      'dbus-send',
      { 'dbus-send': '   array [\n      string "actions"\n      string "body"\n   ]\n' },
      ['actions', 'body'],
    ],
    ['nothing', {}, null],
  ])('notificationCapabilities with %s', async (_name, programs, expected) => {
    expect(await createSessionBus(createRun(programs)).notificationCapabilities()).toEqual(expected);
  });
});

describe('isKeyringLocked', () => {
  const answers = (alias: string | null, locked: string): RunProgram => {
    return (_program, args) => {
      if (alias === null) return Promise.reject(new Error('ServiceUnknown'));
      return Promise.resolve(args.some((arg) => arg.endsWith('ReadAlias')) ? alias : locked);
    };
  };
  const login = "(objectpath '/org/freedesktop/secrets/collection/login',)";

  it.each<[string, string | null, string, boolean | null]>([
    ['an open one', login, '(<false>,)', false],
    ['a locked one', login, '(<true>,)', true],
    ['one that was never made', "(objectpath '/',)", '', true],
    ['no keyring at all', null, '', null],
    ['dbus-send', 'object path "/org/x"', 'variant       boolean true', true],
  ])('%s', async (_name, alias, locked, expected) => {
    expect(await createSessionBus(answers(alias, locked)).isKeyringLocked()).toBe(expected);
  });
});

describe('hasSecretServiceSync', () => {
  const answers = (activatable: string, owner: string) => (_program: string, args: readonly string[]) =>
    args.some((arg) => arg.includes('ListActivatableNames')) ? activatable : owner;

  it('finds one that runs, or that can be started', () => {
    expect(hasSecretServiceSync(answers("(['org.freedesktop.secrets'],)", '(false,)'))).toBe(true);
    expect(hasSecretServiceSync(answers('([],)', '(true,)'))).toBe(true);
    expect(hasSecretServiceSync(answers('([],)', '(false,)'))).toBe(false);
  });

  it('says no where nobody can be asked', () => {
    const absent = (): string => {
      throw new Error('ENOENT');
    };
    expect(hasSecretServiceSync(absent)).toBe(false);
  });
});

describe('createTrayHost', () => {
  it('tells when the tray comes and goes, and asks seldom', async () => {
    const clock = createVirtualClock();
    let owned = false;
    let asked = 0;
    const bus = {
      hasOwner: () => {
        asked += 1;
        return Promise.resolve(owned);
      },
      notificationCapabilities: () => Promise.resolve(null),
      isKeyringLocked: () => Promise.resolve(null),
    };
    const changes: boolean[] = [];
    const host = createTrayHost({
      platform: 'linux',
      bus,
      clock,
      onChange: (present) => changes.push(present),
    });
    expect(host.present()).toBe(true);
    expect(await host.check()).toBe(false);
    owned = true;
    await clock.advance(TRAY_CHECK_MS * 3);
    expect(changes).toEqual([false, true]);
    expect(asked).toBe(4);
    host.stop();
    await clock.advance(TRAY_CHECK_MS * 3);
    expect(asked).toBe(4);
  });

  it('assumes one where nobody can be asked', async () => {
    const clock = createVirtualClock();
    const bus = createSessionBus(createRun({}));
    const host = createTrayHost({ platform: 'linux', bus, clock, onChange: () => undefined });
    expect(await host.check()).toBe(true);
    host.stop();
  });
});

describe('notification markup', () => {
  it.each([
    ['linux', ['body', 'body-markup'], true],
    ['linux', ['body'], false],
    ['linux', null, true],
    ['win32', null, false],
    ['darwin', ['body-markup'], false],
  ])('%s %j: %s', (platform, capabilities, expected) => {
    expect(rendersMarkup(platform, capabilities)).toBe(expected);
  });

  it('escapes what a server could read as markup', () => {
    expect(escapeMarkup('<a href="file:///etc/passwd">R&D</a> &amp;')).toBe(
      '&lt;a href="file:///etc/passwd"&gt;R&amp;D&lt;/a&gt; &amp;amp;',
    );
  });
});

describe('createStartAtLogin', () => {
  const items = { get: () => false, set: () => undefined };

  it('writes and removes an autostart entry that starts into the tray', () => {
    const home = createTemporaryFolder();
    const facts = {
      platform: 'linux',
      packaged: true,
      executable: '/opt/Porchlight/porchlight',
      home,
      env: {},
    };
    const login = createStartAtLogin(facts, items);
    expect([login.supported, login.isOn()]).toEqual([true, false]);
    expect(login.set(true)).toBeNull();
    const path = join(home, '.config', 'autostart', 'porchlight.desktop');
    expect(readFileSync(path, 'utf8')).toContain('Exec="/opt/Porchlight/porchlight" --hidden\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(login.isOn()).toBe(true);
    expect(login.set(false)).toBeNull();
    expect(existsSync(path)).toBe(false);
  });

  it('names the AppImage and not the folder that it is mounted at', () => {
    const home = createTemporaryFolder();
    const env = { APPIMAGE: '/home/me/Apps/Porchlight.AppImage', XDG_CONFIG_HOME: join(home, 'cfg') };
    const login = createStartAtLogin(
      { platform: 'linux', packaged: true, executable: '/tmp/.mount/x', home, env },
      items,
    );
    login.set(true);
    expect(readFileSync(autostartPath({ home, env }), 'utf8')).toContain(
      'Exec="/home/me/Apps/Porchlight.AppImage" --hidden',
    );
  });

  it('says why it can not, from the sources', () => {
    const facts = { platform: 'linux', packaged: false, executable: 'x', home: '/nowhere', env: {} };
    const login = createStartAtLogin(facts, items);
    expect(login.supported).toBe(false);
    expect(login.set(true)).toMatch(/installed app only/);
  });

  it('tells when the system did not obey', () => {
    const facts = { platform: 'win32', packaged: true, executable: 'x', home: '/nowhere', env: {} };
    expect(createStartAtLogin(facts, items).set(true)).toMatch(/did not accept/);
  });

  it.each([
    ['/opt/My App/porch"light', String.raw`Exec="/opt/My App/porch\\"light" --hidden`],
    ['/opt/100%/$HOME/p', String.raw`Exec="/opt/100%%/\\$HOME/p" --hidden`],
  ])('quotes %s', (executable, line) => {
    expect(toAutostartEntry(executable)).toContain(line);
  });
});
