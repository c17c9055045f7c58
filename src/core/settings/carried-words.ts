import type { CarriedSettings } from './carried-schema.ts';
import { CARRIED_VERSION, CARRIED_VERSION_KEY } from './carried-schema.ts';

/** What such a file can't bring, for whoever makes one. */
export const NOT_CARRIED =
  'It has no servers, tokens, passwords or addresses of destinations in it, and no events. Start at login, the window and how secrets are kept stay as they are on each computer.';

/** The first lines of a file. */
export const CARRIED_HEAD = `# Settings of Porchlight. Import them in its settings, or with: porchlight settings import FILE
# ${NOT_CARRIED}
# What is not named here stays as it is. The rules have the form of a file of rules: porchlight help rules
`;

export const CARRIED_WORDS = {
  tooLarge: 'The file is larger than 1 MB. A file of settings is smaller.',
  newer: (version: number): string =>
    `The file is of a newer Porchlight: version ${String(version)}, and this one reads ${String(CARRIED_VERSION)}. Nothing was taken from it.`,
  isRules: 'This is a file of rules. Import it in the list of rules, or with porchlight rules import.',
  isOther: `This is no file of settings. It needs ${CARRIED_VERSION_KEY}: ${String(CARRIED_VERSION)}.`,
  twice: (what: string, name: string): string =>
    `There are two ${what} called “${name}”. Rename or leave out one.`,
  tooManyViews: 'With these there would be more than 50 views. Delete some first.',
  tooManyDestinations: 'With these there would be more than 20 destinations. Delete some first.',
};

/** A change of one setting, before it is made. */
export interface SettingChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** "Theme: dark instead of light." */
export function describeChange({ name, from, to }: SettingChange): string {
  return `${name}: ${to} instead of ${from}.`;
}

/** "2 views are added: Doors, Leaks." Names beyond the first few are counted. */
export function describeNamed(
  what: readonly [one: string, many: string],
  done: string,
  names: readonly string[],
): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 6).join(', ');
  const rest = names.length > 6 ? ` and ${String(names.length - 6)} more` : '';
  const [one, many] = what;
  return [
    names.length === 1
      ? `1 ${one} is ${done}: ${shown}.`
      : `${String(names.length)} ${many} are ${done}: ${shown}${rest}.`,
  ];
}

type Members<T> = { readonly [Key in keyof Required<T>]: string };
type Plain = Omit<CarriedSettings, 'history' | 'notifications'>;

/** What a person calls a setting. */
export const SETTING_NAMES: Members<Plain> = {
  theme: 'Theme',
  textSize: 'Text size (percent)',
  density: 'Rows of the log',
  clock: 'Clock (hours)',
  softwareDrawing: 'Draw without the graphics card',
};
export const NOTIFICATION_NAMES: Members<NonNullable<CarriedSettings['notifications']>> = {
  enabled: 'Notifications',
  quietHours: 'Quiet hours',
  tellWhileLooking: 'Show also what you look at',
  connections: 'Lost connections',
  sound: 'Sounds',
};
export const HISTORY_NAMES: Members<Omit<NonNullable<CarriedSettings['history']>, 'redaction'>> = {
  keep: 'Keep the history on disk',
  maxBytes: 'Largest size of the history (bytes)',
  maxAgeDays: 'Days of the history',
};
export const REDACTED = ['key or pattern', 'keys or patterns'] as const;
