/**
 * Desktops for which Chromium picks a keyring by itself (`components/os_crypt/sync/key_storage_util_linux.cc`,
 * `base/nix/xdg_util.cc`). On any other desktop it uses none, even if one is running.
 */
const KNOWN_DESKTOPS = [
  'gnome',
  'unity',
  'pantheon',
  'x-cinnamon',
  'cinnamon',
  'xfce',
  'deepin',
  'ukui',
  'kde',
];

export interface DesktopFacts {
  readonly platform: string;
  /** `XDG_CURRENT_DESKTOP`, names separated by colons. */
  readonly currentDesktop: string | undefined;
  /** `DESKTOP_SESSION`, which Chromium falls back to. */
  readonly desktopSession: string | undefined;
  /** The person chose one on the command line. */
  readonly chosen: string | null;
}

/** Whether Chromium would overlook a Secret Service on this desktop. The bus is asked only then. */
export function needsPasswordStore(facts: DesktopFacts): boolean {
  if (facts.platform !== 'linux' || facts.chosen !== null) return false;
  const names = (facts.currentDesktop ?? '')
    .toLowerCase()
    .split(':')
    .filter((name) => name !== '');
  if (names.length === 0 && (facts.desktopSession ?? '') !== '')
    names.push(facts.desktopSession?.toLowerCase() ?? '');
  return !names.some((name) =>
    KNOWN_DESKTOPS.some((known) => name === known || name.startsWith(`${known}-`)),
  );
}
