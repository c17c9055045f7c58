import { describe, expect, it } from 'vitest';
import { USUAL_QUIET_HOURS } from '../../../src/core/settings/quiet-hours.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import type { TrayAction } from '../../../src/core/tray/tray-item.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import { followTrayHost, sayThatItGoesOn } from '../../../src/main/app/say-once.ts';
import { performTrayAction } from '../../../src/main/tray/tray-actions.ts';
import type { TrayActionPorts } from '../../../src/main/tray/tray-actions.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const HOUR_MS = 3_600_000;

function createBench(loginProblem: string | null = null) {
  let settings: Settings = DEFAULT_SETTINGS;
  const done: string[] = [];
  const clock = createVirtualClock();
  const services = {
    notices: createNotices(),
    settings: {
      current: () => settings,
      save(next: Settings) {
        settings = next;
      },
      onChange: () => () => undefined,
    },
    monitor: {
      reconnect: (serverId: string | null) => void done.push(`reconnect ${String(serverId)}`),
    } as unknown as TrayActionPorts['services']['monitor'],
  };
  const act = (action: TrayAction): void => {
    performTrayAction(action, {
      services,
      clock,
      window: {
        openAt: (seq) => void done.push(`open ${String(seq)}`),
        openPage: (page) => void done.push(`page ${page}`),
        openServer: (id) => void done.push(`server ${String(id)}`),
      },
      startAtLogin: { supported: true, isOn: () => false, set: () => loginProblem },
      copyDiagnostics: () => void done.push('diagnostics'),
      openHome: (id) => void done.push(`home ${id}`),
      quit: () => void done.push('quit'),
    });
  };
  return { act, done, clock, services, settings: () => settings };
}

describe('performTrayAction', () => {
  it.each<[TrayAction, string]>([
    [{ kind: 'open-log' }, 'open null'],
    [{ kind: 'open-alert', seq: 7 }, 'open 7'],
    [{ kind: 'show-server', id: 'home' }, 'server home'],
    [{ kind: 'show-server', id: null }, 'server null'],
    [{ kind: 'reconnect' }, 'reconnect null'],
    [{ kind: 'open-settings' }, 'page settings'],
    [{ kind: 'open-rules' }, 'page notifications'],
    [{ kind: 'copy-diagnostics' }, 'diagnostics'],
    [{ kind: 'open-home', serverId: 'barn' }, 'home barn'],
    [{ kind: 'quit' }, 'quit'],
  ])('%j', (action, expected) => {
    const { act, done } = createBench();
    act(action);
    expect(done).toEqual([expected]);
  });

  it('pauses, resumes and switches notifications', () => {
    const { act, clock, settings } = createBench();
    act({ kind: 'pause', until: 'hour' });
    expect(settings().notifications.pausedUntil).toBe(clock.now() + HOUR_MS);
    act({ kind: 'pause', until: 'resume' });
    expect(settings().notifications.pausedUntil).toBeNull();
    act({ kind: 'pause', until: 'unlock' });
    expect(settings().notifications.pausedUntil).toBe('unlock');
    act({ kind: 'set-quiet-hours', on: true });
    expect(settings().notifications.quietHours).toEqual({ ...USUAL_QUIET_HOURS, on: true });
    act({ kind: 'set-notifications', on: false });
    expect(settings().notifications.enabled).toBe(false);
    const [first, second] = settings().notifications.rules;
    act({ kind: 'set-rule', id: first?.id ?? '', on: false });
    const [after, untouched] = settings().notifications.rules;
    expect(after).toEqual({ ...first, enabled: false });
    expect(untouched).toEqual(second);
  });

  it('remembers start at login only when the system obeyed, and says so otherwise', () => {
    const good = createBench();
    good.act({ kind: 'set-start-at-login', on: true });
    expect(good.settings().startAtLogin).toBe(true);
    const bad = createBench('The system did not accept this.');
    bad.act({ kind: 'set-start-at-login', on: true });
    expect(bad.settings().startAtLogin).toBe(false);
    expect(bad.services.notices.list()).toMatchObject([{ id: 'start-at-login' }]);
  });
});

describe('what is said once', () => {
  it('says that the app goes on in the tray', () => {
    const { services } = createBench();
    const said: string[] = [];
    const notifier = {
      isSupported: () => true,
      notify: ({ title }: { title: string }) => {
        said.push(title);
        return Promise.resolve(true);
      },
    };
    sayThatItGoesOn(services, notifier, false);
    expect(said).toEqual([]);
    sayThatItGoesOn(services, notifier, true);
    sayThatItGoesOn(services, notifier, true);
    expect(said).toEqual(['Porchlight keeps watching']);
  });

  it('says that there is no tray, and takes it back when one comes', () => {
    const { services } = createBench();
    followTrayHost(services, false);
    expect(services.notices.list()).toMatchObject([{ id: 'no-tray' }]);
    followTrayHost(services, true);
    followTrayHost(services, false);
    expect(services.notices.list()).toEqual([]);
  });
});
