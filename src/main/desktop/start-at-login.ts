import { mkdirSync, rmSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWhole } from '../../node/whole-file.ts';

export interface LoginFacts {
  readonly platform: string;
  readonly packaged: boolean;
  readonly executable: string;
  readonly home: string;
  /** `APPIMAGE` (the file that was started) and `XDG_CONFIG_HOME` are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Electron's login items, for Windows and macOS. */
export interface LoginItems {
  get(): boolean;
  set(on: boolean): void;
}

/** Starting with the session. */
export interface StartAtLogin {
  readonly supported: boolean;
  isOn(): boolean;
  /** @returns a sentence when it could not be done. */
  set(on: boolean): string | null;
}

const UNSUPPORTED =
  'Starting at login works in the installed app only. This copy was started from its sources.';

/** Login items on Windows and macOS, an autostart entry on Linux, nothing where the app is not installed. */
export function createStartAtLogin(facts: LoginFacts, items: LoginItems): StartAtLogin {
  if (!facts.packaged) return { supported: false, isOn: () => false, set: (on) => (on ? UNSUPPORTED : null) };
  if (facts.platform !== 'linux') {
    return {
      supported: true,
      isOn: () => items.get(),
      set(on) {
        items.set(on);
        return items.get() === on ? null : 'The system did not accept this. Look at its list of login items.';
      },
    };
  }
  const path = autostartPath(facts);
  return {
    supported: true,
    isOn: () => existsSync(path),
    set(on) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        if (on) writeWhole(path, toAutostartEntry(facts.env['APPIMAGE'] ?? facts.executable));
        else rmSync(path, { force: true });
        return null;
      } catch {
        return `The entry ${path} could not be changed. Check its permissions.`;
      }
    },
  };
}

/** https://specifications.freedesktop.org/autostart-spec/latest/ */
export function autostartPath(facts: Pick<LoginFacts, 'home' | 'env'>): string {
  const config = facts.env['XDG_CONFIG_HOME'];
  return join(
    config?.startsWith('/') === true ? config : join(facts.home, '.config'),
    'autostart',
    'porchlight.desktop',
  );
}

/** The entry that starts Porchlight into the tray. */
export function toAutostartEntry(executable: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Porchlight',
    "Comment=Watches Home Assistant's events",
    `Exec=${quoteExec(executable)} --hidden`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * One argument of an `Exec` key: reserved characters are escaped for the quoted form, then for the string, and `%` is
 * doubled. https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
function quoteExec(argument: string): string {
  const quoted = argument
    .replace(/["`$\\]/g, '\\$&')
    .replace(/\\/g, '\\\\')
    .replace(/%/g, '%%');
  return `"${quoted}"`;
}
