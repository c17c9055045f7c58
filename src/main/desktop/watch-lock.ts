import type { Clock } from '../../core/clock.ts';

interface PowerMonitor {
  on(event: 'lock-screen' | 'unlock-screen', fn: () => void): unknown;
}

/**
 * Tells whether this computer is locked. Electron says so on macOS and Windows only: `null` elsewhere.
 *
 * @param onUnlock gets the moment at which it had been locked, epoch ms
 */
export function watchLock(
  power: PowerMonitor,
  platform: string,
  clock: Pick<Clock, 'now'>,
  onUnlock: (lockedAt: number) => void,
): () => 'locked' | 'in-use' | null {
  if (platform !== 'darwin' && platform !== 'win32') return () => null;
  let state: 'locked' | 'in-use' = 'in-use';
  let lockedAt = 0;
  power.on('lock-screen', () => {
    if (state === 'in-use') lockedAt = clock.now();
    state = 'locked';
  });
  power.on('unlock-screen', () => {
    if (state === 'locked') onUnlock(lockedAt);
    state = 'in-use';
  });
  return () => state;
}
