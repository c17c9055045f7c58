import type { SessionBus } from './session-bus.ts';

/**
 * Windows and macOS always have one. On Linux it is the program that owns the name of the StatusNotifierItem specification
 * (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/).
 */
export function createTrayHost(ports: {
  readonly platform: string;
  readonly bus: Pick<SessionBus, 'watch'>;
  readonly onChange: (present: boolean) => void;
}) {
  let present = true;
  let stopped = false;
  let watching: Promise<void> | null = null;

  function onOwner(isOwned: boolean | null): void {
    const next = isOwned ?? true;
    if (next === present || stopped) return;
    present = next;
    ports.onChange(next);
  }

  return {
    /** `true` until it is known, and while the bus can't be asked. */
    present: () => present,
    /** Begins to follow it, and says whether it is there. */
    async check(): Promise<boolean> {
      if (ports.platform !== 'linux') return true;
      await (watching ??= ports.bus.watch('org.kde.StatusNotifierWatcher', { onOwner }));
      return present;
    },
    stop(): void {
      stopped = true;
    },
  };
}
