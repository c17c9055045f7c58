import { LIMITS } from '../limits.ts';
import { parseDurationText, toDurationText } from './duration-text.ts';
import type { Condition, Rule } from './rule.ts';
import { PLAIN_RULE } from './rule-choices.ts';
import { DAY_NAMES, type FileCondition, type FileRule, type PLAIN_CONDITIONS } from './rules-file-schema.ts';
import { destinationsOf, idOfName, nameOfId, serversOf, type RuleNames } from './rules-file-names.ts';

type PlainCondition = (typeof PLAIN_CONDITIONS)[number];
type Path = readonly PropertyKey[];

/** Tells what is wrong at a place of the rule. */
export type Report = (path: Path, problem: ShapeProblem) => void;

/** What a schema can't say. */
export type ShapeProblem =
  | {
      readonly kind: 'unknown-name';
      readonly what: 'server' | 'destination';
      readonly name: string;
      readonly known: readonly string[];
    }
  /** Two ways of saying when it tells. */
  | { readonly kind: 'two-timings'; readonly first: string; readonly second: string }
  /** One member needs another one. */
  | { readonly kind: 'needs'; readonly other: string }
  | { readonly kind: 'one-of-is' }
  | { readonly kind: 'no-time' }
  | { readonly kind: 'no-object' };

/** Where the members of a rule stand in a file. */
const FILE_KEYS: Readonly<Record<keyof Rule, keyof FileRule>> = {
  id: 'id',
  name: 'name',
  enabled: 'enabled',
  query: 'when',
  server: 'server',
  cooldownMs: 'cooldown',
  timing: 'for',
  onlyIf: 'only if',
  level: 'level',
  maxPerHour: 'at most an hour',
  snoozedUntil: 'snoozed until',
  says: 'says',
  sound: 'sound',
  shows: 'shows',
  does: 'does',
  sendTo: 'send to',
  unconfirmed: 'unconfirmed',
};

/** Where in a file something is that the schema of a rule refuses. */
export function toFilePath([first = '', ...rest]: Path, file: FileRule): Path {
  if (first !== 'timing')
    return Object.hasOwn(FILE_KEYS, first) ? [FILE_KEYS[first as keyof Rule], ...rest] : [];
  const keys = rest[0] === 'withinMs' ? (['within'] as const) : (['for', 'silent for', 'times'] as const);
  return keys.filter((key) => file[key] !== undefined).slice(0, 1);
}

/** A rule as a file says it, without what is as usual. */
export function toFileRule(rule: Rule, names: RuleNames): FileRule {
  const { name, id, enabled, query, server, cooldownMs, timing, onlyIf, level, maxPerHour, ...others } = rule;
  const { snoozedUntil, says, sound, shows, does, sendTo, unconfirmed, ...rest } = others;
  // A new member of a rule has to be written as well.
  rest satisfies Record<string, never>;
  const destinations = destinationsOf(names);
  return {
    name,
    id,
    ...(enabled ? {} : { enabled }),
    when: query,
    ...optional('server', server, (each) => nameOfId(serversOf(names), each)),
    ...toFileTiming(timing),
    ...(onlyIf.length === 0 ? {} : { 'only if': onlyIf.map((each) => toFileCondition(each, names)) }),
    ...(level === PLAIN_RULE.level ? {} : { level }),
    cooldown: cooldownMs === 0 ? 'none' : toDurationText(cooldownMs),
    ...(maxPerHour === null ? {} : { 'at most an hour': maxPerHour }),
    ...optional('snoozed until', snoozedUntil, toMomentText),
    ...optional('says', says, (each) => each),
    ...optional('sound', sound, (each) => each),
    ...optional('shows', shows, (each) => each),
    ...optional('does', does, (each) => each.map(toFileAction)),
    ...optional('send to', sendTo, (ids) => ids.map((each) => nameOfId(destinations, each))),
    ...optional('unconfirmed', unconfirmed, (each) => each),
  };
}

/** What a file says, as a rule that its own schema has yet to check. */
export function toRule(file: FileRule, id: string, names: RuleNames, report: Report): object {
  const {
    name,
    enabled = true,
    when,
    level = PLAIN_RULE.level,
    cooldown,
    says,
    sound,
    shows,
    unconfirmed,
  } = file;
  const {
    server,
    does,
    'send to': sendTo,
    'snoozed until': snoozedUntil,
    'at most an hour': maxPerHour = null,
  } = file;
  return {
    id,
    name,
    enabled,
    query: when,
    ...optional('server', server, (each) => toServerId(each, names, ['server'], report)),
    cooldownMs:
      cooldown === undefined
        ? LIMITS.defaultCooldownMs
        : cooldown === 'none'
          ? 0
          : parseDurationText(cooldown),
    timing: toTiming(file, report),
    onlyIf: (file['only if'] ?? []).map((each, at) => toCondition(each, names, ['only if', at], report)),
    level,
    maxPerHour,
    ...optional('snoozedUntil', snoozedUntil, (each) => toMoment(each, report)),
    ...optional('says', says, (each) => each),
    ...optional('sound', sound, (each) => each),
    ...optional('shows', shows, (each) => each),
    ...optional('does', does, (each) =>
      each.map((action, at) => toAction(action, ['does', at, 'data'], report)),
    ),
    ...optional('sendTo', sendTo, (each) =>
      each.map((word, at) => toDestinationId(word, names, ['send to', at], report)),
    ),
    ...optional('unconfirmed', unconfirmed, (each) => each),
  };
}

function optional<K extends string, A, B>(
  key: K,
  value: A | undefined,
  convert: (value: A) => B,
): Partial<Record<K, B>> {
  return (value === undefined ? {} : { [key]: convert(value) }) as Partial<Record<K, B>>;
}

function toFileTiming(timing: Rule['timing']): Partial<FileRule> {
  switch (timing.kind) {
    case 'at-once':
      return {};
    case 'for':
      return { for: toDurationText(timing.ms) };
    case 'silent':
      return { 'silent for': toDurationText(timing.ms) };
    case 'times':
      return { times: timing.count, within: toDurationText(timing.withinMs) };
  }
}

function toTiming(file: FileRule, report: Report): Rule['timing'] {
  const { for: stays, 'silent for': silent, times, within } = file;
  const [first, second] = (['for', 'silent for', 'times'] as const).filter((key) => file[key] !== undefined);
  if (first !== undefined && second !== undefined) report([second], { kind: 'two-timings', first, second });
  if (times !== undefined && within === undefined) report(['times'], { kind: 'needs', other: 'within' });
  if (within !== undefined && times === undefined) report(['within'], { kind: 'needs', other: 'times' });
  if (stays !== undefined) return { kind: 'for', ms: parseDurationText(stays) };
  if (silent !== undefined) return { kind: 'silent', ms: parseDurationText(silent) };
  if (times === undefined || within === undefined) return { kind: 'at-once' };
  return { kind: 'times', count: times, withinMs: parseDurationText(within) };
}

function toFileCondition(condition: Condition, names: RuleNames): FileCondition {
  switch (condition.kind) {
    case 'state': {
      const { entity, is, states, server } = condition;
      const named = states.length === 1 ? (states[0] ?? '') : states;
      return {
        entity,
        [is === 'in' ? 'is' : 'is not']: named,
        ...optional('server', server, (each) => nameOfId(serversOf(names), each)),
      };
    }
    case 'everybody-away':
      return 'everybody is away';
    case 'hours': {
      const { from, to, days } = condition;
      const isEveryDay = days.join() === EVERY_DAY.join();
      return { from, to, ...(isEveryDay ? {} : { days: days.map((day) => DAY_NAMES[day] ?? 'Sun') }) };
    }
    case 'sun':
      return condition.is === 'up' ? 'the sun is up' : 'the sun is down';
    case 'computer':
      return condition.is === 'locked' ? 'this computer is locked' : 'this computer is in use';
  }
}

const EVERY_DAY: readonly number[] = DAY_NAMES.map((_name, day) => day);

const PLAIN: Readonly<Record<PlainCondition, Condition>> = {
  'everybody is away': { kind: 'everybody-away' },
  'the sun is up': { kind: 'sun', is: 'up' },
  'the sun is down': { kind: 'sun', is: 'down' },
  'this computer is locked': { kind: 'computer', is: 'locked' },
  'this computer is in use': { kind: 'computer', is: 'in-use' },
};

function toCondition(file: FileCondition, names: RuleNames, path: Path, report: Report): Condition {
  if (typeof file === 'string') return PLAIN[file];
  if ('from' in file) {
    const days = file.days?.map((day) => DAY_NAMES.indexOf(day)) ?? [...EVERY_DAY];
    return { kind: 'hours', from: file.from, to: file.to, days };
  }
  const { entity, is, 'is not': isNot, server } = file;
  if ((is === undefined) === (isNot === undefined)) report(path, { kind: 'one-of-is' });
  const states = [is ?? isNot ?? []].flat().map(String);
  const place = optional('server', server, (each) => toServerId(each, names, [...path, 'server'], report));
  return { kind: 'state', entity, is: is === undefined ? 'not-in' : 'in', states, ...place };
}

function toServerId(name: string, names: RuleNames, path: Path, report: Report): string {
  const id =
    idOfName(serversOf(names), name) ?? (names.isLenient === true ? name.slice(0, MAX_ID_CHARS) : null);
  const known = names.servers.map((server) => server.name);
  if (id === null) report(path, { kind: 'unknown-name', what: 'server', name, known });
  return id ?? '?';
}

function toDestinationId(name: string, names: RuleNames, path: Path, report: Report): string {
  const id =
    idOfName(destinationsOf(names), name) ?? (names.isLenient === true ? name.slice(0, MAX_ID_CHARS) : null);
  const known = names.destinations.map((destination) => destination.name);
  if (id === null) report(path, { kind: 'unknown-name', what: 'destination', name, known });
  return id ?? '?';
}

/** As a mapping where that is exactly the same, so that a person can read it. */
function toFileAction({
  data,
  ...rest
}: NonNullable<Rule['does']>[number]): NonNullable<FileRule['does']>[number] {
  if (data === undefined) return rest;
  const value = parseJson(data);
  const isPlain =
    !data.includes('__proto__') &&
    isObject(value) &&
    JSON.stringify(value) === data &&
    depthOf(value) <= MAX_DATA_DEPTH;
  return { ...rest, data: isPlain ? value : data };
}

function toAction(
  { data, ...rest }: NonNullable<FileRule['does']>[number],
  path: Path,
  report: Report,
): NonNullable<Rule['does']>[number] {
  if (data === undefined) return rest;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (typeof data === 'string' && !isObject(parseJson(data))) report(path, { kind: 'no-object' });
  return { ...rest, data: text };
}

const MAX_DATA_DEPTH = 5;
const MAX_ID_CHARS = 64;

type JsonObject = Exclude<NonNullable<NonNullable<FileRule['does']>[number]['data']>, string>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, each) => Math.max(deepest, depthOf(each)), 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MAX_DATE = 8.64e15;

function toMomentText(at: number): string | number {
  return at <= MAX_DATE ? new Date(at).toISOString() : at;
}

function toMoment(moment: string | number, report: Report): number {
  const at = typeof moment === 'number' ? moment : Date.parse(moment);
  if (Number.isNaN(at)) report(['snoozed until'], { kind: 'no-time' });
  return Number.isNaN(at) ? 0 : at;
}
