import type { Clock } from '../../core/clock.ts';
import type { SessionBus } from './session-bus.ts';

/** Panels seldom start or stop, so we seldom ask the bus. */
export const TRAY_CHECK_MS = 60_000;

/**
 * Windows and macOS always have one. On Linux it is the program that owns the name of the StatusNotifierItem specification
 * (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/).
 */
export function createTrayHost(ports: {
  readonly platform: string;
  readonly bus: SessionBus;
  readonly clock: Clock;
  readonly onChange: (present: boolean) => void;
}) {
  let present = true;
  let stopped = false;
  let cancel = (): void => undefined;

  async function check(): Promise<boolean> {
    if (ports.platform !== 'linux') return true;
    const owned = await ports.bus.hasOwner('org.kde.StatusNotifierWatcher');
    const next = owned ?? true;
    const changed = next !== present;
    present = next;
    if (changed && !isStopped()) ports.onChange(next);
    cancel();
    if (!isStopped()) cancel = ports.clock.after(TRAY_CHECK_MS, () => void check());
    return next;
  }

  function isStopped(): boolean {
    return stopped;
  }

  return {
    /** `true` until the first check is over, and if the bus can't be asked. */
    present: () => present,
    /** Checks now. */
    check,
    stop(): void {
      stopped = true;
      cancel();
    },
  };
}
