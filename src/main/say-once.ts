import type { Settings } from '../core/settings/settings.ts';
import type { Engine } from './engine.ts';
import type { Notifier } from './notifications.ts';

type Told = keyof Settings['told'];

/** Remembers over restarts that a thing was said. */
function remember(engine: Pick<Engine, 'settings'>, what: Told): void {
  const current = engine.settings.current();
  engine.settings.save({ ...current, told: { ...current.told, [what]: true } });
}

/** The first time that the window closes into the tray, says where the app went. */
export function sayThatItGoesOn(
  engine: Pick<Engine, 'settings'>,
  notifier: Notifier,
  trayPresent: boolean,
): void {
  if (!trayPresent || engine.settings.current().told.closesToTray) return;
  remember(engine, 'closesToTray');
  void notifier.notify({
    title: 'Porchlight keeps watching',
    body: 'It is in the tray now. Its menu has the event log and Quit.',
    level: 'normal',
    seq: null,
  });
}

/** The first time that no tray host is found, says what closing the window does instead. */
export function followTrayHost(engine: Pick<Engine, 'settings' | 'notices'>, present: boolean): void {
  if (present) {
    engine.notices.clear('no-tray');
    return;
  }
  if (engine.settings.current().told.noTray) return;
  remember(engine, 'noTray');
  engine.notices.set({
    id: 'no-tray',
    tone: 'info',
    text: 'This desktop shows no tray icons, so closing the window only minimises it. To quit, press Ctrl+Q.',
  });
}
