/** The part of Electron's `app.commandLine` that is needed. */
export interface SwitchList {
  getSwitchValue(name: string): string;
  appendSwitch(name: string, value?: string): void;
}

/**
 * Leaves out what Chromium keeps ready for a browser. On Linux only, where it was measured:
 *
 * - No GPU, and no drawing of 3D without one: a list of rows is drawn by the processor either way on a machine without a GPU, and the
 *   drivers of one would stay in memory while nobody looks. The display compositor keeps its own process.
 * - The network service is a thread of the app and not a process: no page of ours loads anything from the network, and the event
 *   stream is read by node:http.
 *
 * Electron has no options for the latter two. `--disable-software-rasterizer` is from
 * https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_switches.cc, the feature from
 * https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_features.cc; a Chromium that knows
 * them no longer goes on as if they were not there. Must run before `ready`.
 */
export function lightenProcesses(
  platform: string,
  app: { disableHardwareAcceleration(): void; readonly commandLine: SwitchList },
): void {
  if (platform !== 'linux') return;
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-software-rasterizer');
  // A second switch of this name would take the place of the person's own.
  const chosen = app.commandLine.getSwitchValue('enable-features');
  const features = ['NetworkServiceInProcess2', ...(chosen === '' ? [] : [chosen])];
  app.commandLine.appendSwitch('enable-features', features.join(','));
}
