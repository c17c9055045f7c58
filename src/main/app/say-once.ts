import type { Settings } from '../../core/settings/settings.ts';
import type { Services } from './services.ts';
import type { Notifier } from '../notifications/notifications.ts';

type Told = keyof Settings['told'];

/** Remembers over restarts that a notice was shown. */
function remember(services: Pick<Services, 'settings'>, what: Told): void {
  const current = services.settings.current();
  services.settings.save({ ...current, told: { ...current.told, [what]: true } });
}

/** When the window first closes to the tray, says where the app is. */
export function sayThatItGoesOn(
  services: Pick<Services, 'settings'>,
  notifier: Notifier,
  trayPresent: boolean,
): void {
  if (!trayPresent || services.settings.current().told.closesToTray) return;
  remember(services, 'closesToTray');
  void notifier.notify({
    title: 'Porchlight keeps watching',
    body: 'It is in the tray now. Its menu has the event log and Quit.',
    level: 'normal',
    seq: null,
  });
}

/** When no tray host is found for the first time, says what closing the window does instead. */
export function followTrayHost(services: Pick<Services, 'settings' | 'notices'>, present: boolean): void {
  if (present) {
    services.notices.clear('no-tray');
    return;
  }
  if (services.settings.current().told.noTray) return;
  remember(services, 'noTray');
  services.notices.set({
    id: 'no-tray',
    tone: 'info',
    text: 'This desktop shows no tray icons, so closing the window only minimises it. To quit, press Ctrl+Q.',
  });
}
