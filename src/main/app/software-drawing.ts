/** The part of Electron's `app` that is needed. */
export interface DrawingApp {
  disableHardwareAcceleration(): void;
  readonly commandLine: { appendSwitch(name: string): void };
}

/**
 * Has the window drawn by the processor: no GPU, and no software in the place of one either. Must run before `ready`.
 * `--disable-software-rasterizer` is from
 * https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_switches.cc.
 */
export function drawBySoftware(app: DrawingApp): void {
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-software-rasterizer');
}
