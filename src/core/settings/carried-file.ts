import { stringify } from 'yaml';
import type { z } from 'zod';
import type { Destination } from '../outside/destination.ts';
import type { Redact } from '../redaction/redact.ts';
import { hideInText } from '../rules/hide-secrets.ts';
import { readYaml, type ReadYaml } from '../rules/read-yaml.ts';
import type { Rule } from '../rules/rule.ts';
import { readRulesPart, writeRulesFile, type FileProblem, type RuleNames } from '../rules/rules-file.ts';
import { describeIssue, describeYamlProblem } from '../rules/rules-file-words.ts';
import {
  carriedSchema,
  CARRIED_VERSION,
  CARRIED_VERSION_KEY,
  type CarriedSettings,
} from './carried-schema.ts';
import { CARRIED_HEAD, CARRIED_WORDS } from './carried-words.ts';
import { ruleNamesOf } from './rule-names.ts';
import type { ColumnChoice, SavedView, Settings } from './settings.ts';

/** Characters of the largest file: its rules, and as much again. */
export const MAX_CARRIED_CHARS = 1_048_576;

/** What a file brings. Absent is what it does not name. */
export interface Carried {
  readonly settings?: CarriedSettings;
  readonly views?: readonly Omit<SavedView, 'id'>[];
  readonly columns?: readonly ColumnChoice[];
  /** Those that are not there yet, with the ids that they get. They have no address before somebody types it. */
  readonly newDestinations: readonly Destination[];
  readonly rules?: readonly Rule[];
}

export type CarriedFile =
  | { readonly ok: true; readonly carried: Carried }
  /** In the order of the file. `more` were left out. */
  | { readonly ok: false; readonly problems: readonly FileProblem[]; readonly more: number };

/**
 * The settings of a person as a readable text: what is not of one computer, and no secret. `readCarriedFile` reads it.
 *
 * @param names what the rules call by name
 * @param redact takes the secrets out of queries, and out of what actions are called with
 */
export function writeCarriedFile(settings: Settings, names: RuleNames, redact: Redact): string {
  const {
    theme,
    textSize,
    density,
    clock,
    softwareDrawing,
    notifications,
    history,
    savedViews,
    columns,
    destinations,
  } = settings;
  const { enabled, quietHours, tellWhileLooking, connections, sound, rules } = notifications;
  const document = {
    [CARRIED_VERSION_KEY]: CARRIED_VERSION,
    settings: {
      theme,
      ...(textSize === undefined ? {} : { textSize }),
      ...(density === undefined ? {} : { density }),
      ...(clock === undefined ? {} : { clock }),
      softwareDrawing,
      notifications: {
        enabled,
        ...(quietHours === undefined ? {} : { quietHours }),
        ...(tellWhileLooking === undefined ? {} : { tellWhileLooking }),
        ...(connections === undefined ? {} : { connections }),
        ...(sound === undefined ? {} : { sound }),
      },
      history,
    },
    views: savedViews.map(({ name, query }) => ({ name, query: hideInText(query, redact) })),
    columns,
    destinations: destinations.map(({ name, kind }) => ({ name, kind })),
  };
  const head = stringify(document, {
    lineWidth: 0,
    flowCollectionPadding: true,
    aliasDuplicateObjects: false,
  });
  const [, below = 'rules: []\n'] = writeRulesFile(rules, names, redact).split(/^(?=rules:)/m);
  return `${CARRIED_HEAD}${head}\n${below}`;
}

/**
 * Reads such a file, or everything that is wrong with it. Never throws.
 *
 * @param createId makes the id of a destination that is not there yet
 */
export function readCarriedFile(
  text: string,
  current: Settings,
  names: RuleNames,
  createId: () => string,
): CarriedFile {
  const refuseAt = (place: { line: number; column: number }, why: string): CarriedFile =>
    refuse([{ ...place, text: why }], 0);
  const start = { line: 1, column: 1 };
  if (text.length > MAX_CARRIED_CHARS) return refuseAt(start, CARRIED_WORDS.tooLarge);
  const file = readYaml(text.replace(/^\uFEFF/, ''));
  const version = numberAt(file.value, CARRIED_VERSION_KEY);
  // Whatever else is in it, a newer one may be right.
  if (version !== null && version > CARRIED_VERSION)
    return refuseAt(file.placeOf([CARRIED_VERSION_KEY]), CARRIED_WORDS.newer(version));
  if (version === null && numberAt(file.value, 'version') !== null)
    return refuseAt(start, CARRIED_WORDS.isRules);
  if (file.problems.length > 0)
    return refuse(
      file.problems.map(({ at, problem }) => ({ ...at, text: describeYamlProblem(problem) })),
      0,
    );
  if (version === null) return refuseAt(start, CARRIED_WORDS.isOther);
  return toCarried(file, current, names, createId);
}

function toCarried(file: ReadYaml, current: Settings, names: RuleNames, createId: () => string): CarriedFile {
  const parsed = carriedSchema.safeParse(file.value);
  if (!parsed.success) return refuse(toProblems(parsed.error.issues, file), 0);
  const { settings, views, columns, destinations = [], rules } = parsed.data;
  const twice = [...findTwice(file, 'views', views ?? []), ...findTwice(file, 'destinations', destinations)];
  if (twice.length > 0) return refuse(twice, 0);
  const newDestinations = destinations
    .filter(
      ({ name, kind }) => !current.destinations.some((each) => isSameName(each, name) && each.kind === kind),
    )
    .map((each) => ({ ...each, id: createId() }));
  const carried = {
    newDestinations,
    ...(settings === undefined ? {} : { settings }),
    ...(views === undefined ? {} : { views }),
    ...(columns === undefined ? {} : { columns }),
  };
  if (rules === undefined) return { ok: true, carried };
  const known = { ...names, destinations: [...names.destinations, ...newDestinations] };
  const read = readRulesPart(file, known);
  return read.ok
    ? { ok: true, carried: { ...carried, rules: read.rules } }
    : refuse(read.problems, read.more);
}

function toProblems(issues: readonly z.core.$ZodIssue[], file: ReadYaml): readonly FileProblem[] {
  return issues.flatMap((issue) => {
    if (issue.path.length === 0 && issue.code !== 'unrecognized_keys')
      return [{ ...file.placeOf([]), text: CARRIED_WORDS.isOther }];
    return describeIssue(issue, file.value).map(({ path, key, text }) => ({
      ...file.placeOf(path, key),
      text,
    }));
  });
}

function findTwice(
  file: ReadYaml,
  what: 'views' | 'destinations',
  named: readonly { readonly name: string }[],
): readonly FileProblem[] {
  return named.flatMap(({ name }, place) =>
    named.findIndex((each) => isSameName(each, name)) === place
      ? []
      : [{ ...file.placeOf([what, place]), text: CARRIED_WORDS.twice(what, name) }],
  );
}

/** Names are the same in any case of letters. */
export function isSameName(each: { readonly name: string }, name: string): boolean {
  return each.name.trim().toLowerCase() === name.trim().toLowerCase();
}

function numberAt(value: unknown, key: string): number | null {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const found: unknown = members.find(([name]) => name === key)?.[1];
  return typeof found === 'number' ? found : null;
}

/** Problems that are told; further ones are counted. */
const MAX_PROBLEMS = 20;

function refuse(problems: readonly FileProblem[], more: number): CarriedFile {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const told = sorted.slice(0, MAX_PROBLEMS);
  return { ok: false, problems: told, more: more + sorted.length - told.length };
}

/** What the rules of a file call by name here. */
export function namesFor(settings: Settings, serverNames: ReadonlyMap<string, string>): RuleNames {
  const known = ruleNamesOf(settings);
  const ids = new Set(known.servers.map(({ id }) => id));
  const others = [...serverNames].filter(([id]) => !ids.has(id));
  return {
    ...known,
    servers: [...known.servers, ...others.map(([id, name]) => ({ id, name, address: '' }))],
  };
}
