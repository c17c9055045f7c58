import type { ParseArgsConfig } from 'node:util';
import { ROUTE_OPTIONS } from './route-options.ts';

/** Names of the commands. */
export const COMMANDS = ['tail', 'history', 'export', 'rules', 'settings', 'diagnostics'] as const;
export type CommandName = (typeof COMMANDS)[number];

const TAIL_OPTIONS = {
  server: { type: 'string' },
  auth: { type: 'string' },
  'token-stdin': { type: 'boolean' },
  types: { type: 'string' },
  query: { type: 'string' },
  rules: { type: 'string' },
  'data-folder': { type: 'string' },
  json: { type: 'boolean' },
  'max-events': { type: 'string' },
  for: { type: 'string' },
  demo: { type: 'boolean' },
  'demo-rate': { type: 'string' },
  'demo-seed': { type: 'string' },
  ...ROUTE_OPTIONS,
} as const satisfies ParseArgsConfig['options'];

/** Which past events, and their source. */
const SELECTION_OPTIONS = {
  query: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  server: { type: 'string' },
  limit: { type: 'string' },
  reverse: { type: 'boolean' },
  'data-folder': { type: 'string' },
  file: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const HISTORY_OPTIONS = {
  ...SELECTION_OPTIONS,
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const EXPORT_OPTIONS = {
  ...SELECTION_OPTIONS,
  format: { type: 'string' },
  output: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const RULES_OPTIONS = {
  file: { type: 'string' },
  history: { type: 'boolean' },
  days: { type: 'string' },
  since: { type: 'string' },
  json: { type: 'boolean' },
  'fail-on-match': { type: 'boolean' },
  output: { type: 'string' },
  replace: { type: 'boolean' },
  'data-folder': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const SETTINGS_OPTIONS = {
  output: { type: 'string' },
  apply: { type: 'boolean' },
  'data-folder': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const DIAGNOSTICS_OPTIONS = {
  output: { type: 'string' },
  'data-folder': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** What to do with rules, and the options of each. */
const RULES_TASKS = {
  list: ['json', 'data-folder'],
  test: ['file', 'history', 'days', 'since', 'json', 'fail-on-match', 'data-folder'],
  export: ['output', 'data-folder'],
  import: ['replace', 'data-folder'],
} as const satisfies Record<string, readonly (keyof typeof RULES_OPTIONS)[]>;
export type RulesTask = keyof typeof RULES_TASKS;

/** Options whose value may be left out. */
export const OPTIONAL_VALUES: readonly string[] = ['rules'];

/** All options. If several commands have an option, it has the same type in each. */
export const OPTIONS = {
  ...TAIL_OPTIONS,
  ...HISTORY_OPTIONS,
  ...EXPORT_OPTIONS,
  ...RULES_OPTIONS,
  ...SETTINGS_OPTIONS,
  ...DIAGNOSTICS_OPTIONS,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const satisfies ParseArgsConfig['options'];
export type OptionName = keyof typeof OPTIONS;

const OPTIONS_OF: Readonly<Record<CommandName, Readonly<Record<string, unknown>>>> = {
  tail: TAIL_OPTIONS,
  history: HISTORY_OPTIONS,
  export: EXPORT_OPTIONS,
  rules: RULES_OPTIONS,
  settings: SETTINGS_OPTIONS,
  diagnostics: DIAGNOSTICS_OPTIONS,
};

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

export function isCommandName(name: string): name is CommandName {
  return (COMMANDS as readonly string[]).includes(name);
}

/** False for an option that belongs to other commands only. */
export function takesOption(command: CommandName, option: OptionName): boolean {
  return Object.hasOwn(OPTIONS_OF[command], option);
}

export function isRulesTask(name: string): name is RulesTask {
  return Object.hasOwn(RULES_TASKS, name);
}

/** False for an option that belongs to other tasks only. */
export function takesRulesOption(task: RulesTask, option: OptionName): boolean {
  return (RULES_TASKS[task] as readonly string[]).includes(option);
}
