/** The part of Electron's `app.commandLine` that is needed. */
export interface SwitchList {
  appendSwitch(name: string): void;
}

/**
 * On Linux the window is drawn by the processor: no GPU, and no drawing of 3D without one. Electron has no option for the latter;
 * `--disable-software-rasterizer` is from
 * https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_switches.cc. Must run before `ready`.
 */
export function lightenProcesses(
  platform: string,
  app: { disableHardwareAcceleration(): void; readonly commandLine: SwitchList },
): void {
  if (platform !== 'linux') return;
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-software-rasterizer');
}
