export interface SchemeFacts {
  readonly platform: string;
  readonly packaged: boolean;
  /** `PORTABLE_EXECUTABLE_DIR` is read: electron-builder's portable program sets it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Registers `porchlight:` with the system where only the app itself can do it: installed on Windows, for this user. On Linux the
 * desktop entry declares it and on macOS the bundle. The portable program runs from a folder that is gone when it ends.
 */
export function registerLinkScheme(
  { platform, packaged, env }: SchemeFacts,
  register: (scheme: string) => boolean,
): void {
  if (platform === 'win32' && packaged && env['PORTABLE_EXECUTABLE_DIR'] === undefined)
    register('porchlight');
}
