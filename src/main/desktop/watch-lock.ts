interface PowerMonitor {
  on(event: 'lock-screen' | 'unlock-screen', fn: () => void): unknown;
}

/** Tells whether this computer is locked. Electron says so on macOS and Windows only: `null` elsewhere. */
export function watchLock(power: PowerMonitor, platform: string): () => 'locked' | 'in-use' | null {
  if (platform !== 'darwin' && platform !== 'win32') return () => null;
  let state: 'locked' | 'in-use' = 'in-use';
  power.on('lock-screen', () => (state = 'locked'));
  power.on('unlock-screen', () => (state = 'in-use'));
  return () => state;
}
