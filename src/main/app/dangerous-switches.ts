/**
 * Chromium switches that would open a packaged app to anybody who can start it: a debugger, a log that holds request
 * headers, a proxy or a resolver of their choice. Fuses don't cover them.
 * https://www.electronjs.org/docs/latest/tutorial/fuses and https://peter.sh/experiments/chromium-command-line-switches/
 */
export const DANGEROUS_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'renderer-cmd-prefix',
  'gpu-launcher',
  'utility-cmd-prefix',
];

/** The part of Electron's `app.commandLine` that is needed. */
export interface CommandLine {
  hasSwitch(name: string): boolean;
  removeSwitch(name: string): void;
}

/** Removes the dangerous switches and the environment variable of the same kind. Must run before `ready`. Returns what it found. */
export function removeDangerousSwitches(
  commandLine: CommandLine,
  env: Record<string, string | undefined>,
): readonly string[] {
  const found = DANGEROUS_SWITCHES.filter((name) => commandLine.hasSwitch(name));
  for (const name of found) commandLine.removeSwitch(name);
  if (env['SSLKEYLOGFILE'] === undefined) return found;
  delete env['SSLKEYLOGFILE'];
  return [...found, 'SSLKEYLOGFILE'];
}
