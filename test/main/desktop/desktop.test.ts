import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BusWatcher } from '../../../src/main/desktop/session-bus.ts';
import {
  autostartPath,
  createStartAtLogin,
  toAutostartEntry,
} from '../../../src/main/desktop/start-at-login.ts';
import { createTrayHost } from '../../../src/main/desktop/tray-host.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

describe('createTrayHost', () => {
  it('tells when the tray comes and goes, and assumes one where nobody can be asked', async () => {
    const watchers: BusWatcher[] = [];
    const changes: boolean[] = [];
    const host = createTrayHost({
      platform: 'linux',
      bus: {
        watch(_name, watcher) {
          watchers.push(watcher);
          watcher.onOwner(false);
          return Promise.resolve();
        },
      },
      onChange: (present) => changes.push(present),
    });
    expect(host.present()).toBe(true);
    expect([await host.check(), await host.check()]).toEqual([false, false]);
    expect(watchers).toHaveLength(1);
    for (const isOwned of [true, true, false, null]) watchers[0]?.onOwner(isOwned);
    expect(changes).toEqual([false, true, false, true]);
    host.stop();
    watchers[0]?.onOwner(false);
    expect(changes).toHaveLength(4);
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
