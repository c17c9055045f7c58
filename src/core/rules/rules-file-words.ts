import type { z } from 'zod';
import { toLine } from '../events/text.ts';
import { nearestWord } from '../query/nearest-word.ts';
import { toDurationText } from './duration-text.ts';
import type { YamlProblem } from './read-yaml.ts';
import {
  CONDITION_FORMS,
  fileRuleSchema,
  MAX_RULES_IN_FILE,
  PLAIN_CONDITIONS,
  RULES_FILE_VERSION,
} from './rules-file-schema.ts';
import type { ShapeProblem } from './rules-file-shape.ts';

type Issue = z.core.$ZodIssue;

/** The first lines of a file. */
export const FILE_HEAD = `# Rules of Porchlight. Import them in the list of rules, or with: porchlight rules import FILE
# What may stand here: docs/rules.schema.json of Porchlight, or porchlight help rules
`;

export const FILE_WORDS = {
  tooLarge: 'The file is larger than 512 kB. Split it.',
  tooMany: `The file has more than ${MAX_RULES_IN_FILE.toLocaleString('en-GB')} rules. Split it.`,
  newer: (version: number): string =>
    `The file is of a newer Porchlight: version ${String(version)}, and this one reads ${String(RULES_FILE_VERSION)}. Nothing was taken from it.`,
  sameId: (id: string, line: number): string =>
    `The id ${quoted(id)} is there twice, first in the rule of line ${String(line)}. Leave it out of one.`,
};

const MAX_SHOWN_CHARS = 40;

/** A word of the file, unless it may be an address, which may hold a secret. */
function quoted(word: string): string {
  const isAddress = /[/?@]|eyJ/.test(word);
  return isAddress ? 'This' : `\`${toLine(word, MAX_SHOWN_CHARS)}\``;
}

function meant(word: string, known: readonly string[]): string {
  const near = nearestWord(word.toLowerCase(), known);
  return near === null ? '' : ` Did you mean \`${near}\`?`;
}

/** Why a text is no YAML of ours. */
export function describeYamlProblem(problem: YamlProblem): string {
  switch (problem.kind) {
    case 'syntax':
      return SYNTAX_WORDS[problem.code] ?? OTHER_SYNTAX;
    case 'twice':
      return `${quoted(problem.key)} is there twice, first in line ${String(problem.firstLine)}. Leave out one.`;
    case 'alias':
      return 'Anchors and aliases (&name and *name) are not read here. Write the value again, or put the text in quotes.';
    case 'tag':
      return 'Tags (!name) are not read here. Leave it out, or put the text in quotes.';
    case 'key':
      return 'This has no plain name before its colon.';
    case 'too-deep':
      return 'This is nested too deeply for a file of rules.';
    case 'empty':
      return `The file is empty. It needs version: ${String(RULES_FILE_VERSION)} and rules: with a list below it.`;
    case 'several':
      return 'A second document begins here (---). A file of rules has only one.';
  }
}

const OTHER_SYNTAX = 'This is not understood here. Check the indentation and the quotes above it.';
const QUOTE_IT =
  'A text with special characters needs single quotes around it, and a quote within is written twice.';

/** By the codes of the package `yaml`. */
const SYNTAX_WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab is used to indent. Use spaces.',
  BAD_INDENT: 'The indentation does not fit the lines above.',
  BAD_ALIAS: 'Anchors and aliases (&name and *name) are not read here. A text that begins so needs quotes.',
  BAD_SCALAR_START: `A value can not begin with this. ${QUOTE_IT}`,
  BAD_DQ_ESCAPE: 'The backslash in double quotes is not understood. Use single quotes.',
  BLOCK_AS_IMPLICIT_KEY: `There is a second colon in the line. ${QUOTE_IT}`,
  BLOCK_IN_FLOW: 'A bracket above is not closed.',
  KEY_OVER_1024_CHARS: OTHER_SYNTAX,
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a comma, or a colon after a name.',
  MULTILINE_IMPLICIT_KEY: 'A name and its colon are not on one line. Is a colon missing?',
  TAG_RESOLVE_FAILED: 'Tags (!name) are not read here. A text that begins so needs quotes.',
  UNEXPECTED_TOKEN: `This is not expected here. ${QUOTE_IT}`,
};

/** One thing that is wrong. With `key`, at the name of that member. */
export interface DescribedIssue {
  readonly path: readonly PropertyKey[];
  readonly key?: string;
  readonly text: string;
}

/**
 * What a schema does not accept, in words. `root` is what it was given; `called` is what the file calls the member, where that
 * is another name.
 */
export function describeIssue(issue: Issue, root: unknown, called?: string): readonly DescribedIssue[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path,
      key,
      text: `${quoted(key)} is not known${path.length === 0 ? ' at the beginning of a line' : ' here'}.${meant(key, keysAt(path))}`,
    }));
  }
  const value = valueAt(root, path);
  if (issue.code === 'invalid_union' && path.at(-2) === 'only if')
    return describeCondition(issue, value, root);
  const name = called ?? path.findLast((part) => typeof part === 'string') ?? 'rules';
  if (path.length === 0) return [{ path, text: NO_RULES }];
  return [{ path, text: `\`${name}\` ${wordsOf(issue, value, path.at(-1))}` }];
}

const NO_RULES = `This is no file of rules. It needs version: ${String(RULES_FILE_VERSION)} and rules: with a list below it.`;

function wordsOf(issue: Issue, value: unknown, leaf: PropertyKey | undefined): string {
  if (value === undefined) return 'is missing.';
  if (value === null) return 'is empty.';
  if (issue.message.startsWith('needs ')) return `${issue.message}.`;
  switch (issue.code) {
    case 'invalid_type':
      return wordsOfType(issue.expected, value);
    case 'too_big':
      return tooMuch(issue.origin, Number(issue.maximum), leaf);
    case 'too_small':
      return tooLittle(issue.origin, Number(issue.minimum), leaf);
    case 'invalid_value': {
      const known = issue.values.map(String);
      const near = typeof value === 'string' ? meant(value, known) : '';
      return known.length === 1 ? `can only be ${known.join()}.` : `is one of ${known.join(', ')}.${near}`;
    }
    default:
      return 'is not written as it should be.';
  }
}

function wordsOfType(expected: string, value: unknown): string {
  switch (expected) {
    case 'string':
      return typeof value === 'object' ? 'needs a text.' : 'needs a text. Put it in quotes.';
    case 'number':
    case 'int':
      return 'needs a whole number.';
    case 'boolean':
      return 'needs true or false.';
    case 'array':
      return 'needs a list: each entry in a line of its own after a dash, or [a, b].';
    default:
      return 'needs names with values below it.';
  }
}

/** These numbers of a rule are times. */
const TIMES: readonly unknown[] = ['ms', 'withinMs', 'cooldownMs'];

function tooMuch(origin: string, maximum: number, leaf: PropertyKey | undefined): string {
  if (TIMES.includes(leaf)) return `can be at most ${toDurationText(maximum)}.`;
  if (origin === 'string') return `has more than ${String(maximum)} characters.`;
  return origin === 'array'
    ? `has more than ${String(maximum)} entries.`
    : `can be at most ${String(maximum)}.`;
}

function tooLittle(origin: string, minimum: number, leaf: PropertyKey | undefined): string {
  if (TIMES.includes(leaf)) return `needs at least ${toDurationText(minimum)}.`;
  if (origin === 'string' || origin === 'array') return 'is empty.';
  return `needs at least ${String(minimum)}.`;
}

function describeCondition(
  issue: Extract<Issue, { readonly code: 'invalid_union' }>,
  value: unknown,
  root: unknown,
): readonly DescribedIssue[] {
  const { path } = issue;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const words = typeof value === 'string' ? value : '';
    const text = `${words === '' ? 'This' : quoted(words)} is no condition. In words there are: ${PLAIN_CONDITIONS.join(', ')}.`;
    return [{ path, text: `${text}${meant(words, PLAIN_CONDITIONS)}` }];
  }
  const form = 'from' in value || 'to' in value || 'days' in value ? 2 : 1;
  return (issue.errors[form] ?? []).flatMap((each) =>
    describeIssue({ ...each, path: [...path, ...each.path] }, root),
  );
}

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return ['version', 'rules'];
  const member = path.find((part) => part === 'only if' || part === 'does' || part === 'says');
  switch (member) {
    case 'only if':
      return [...Object.keys(CONDITION_FORMS.entity.shape), ...Object.keys(CONDITION_FORMS.from.shape)];
    case 'does':
      return ['label', 'action', 'target', 'data'];
    case 'says':
      return ['title', 'body'];
    default:
      return Object.keys(fileRuleSchema.shape);
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return value;
}

/** What is wrong beyond the schema. */
export function describeShapeProblem(problem: ShapeProblem): string {
  switch (problem.kind) {
    case 'unknown-name': {
      const { what, name, known } = problem;
      const word = quoted(name);
      const start = word === 'This' ? `This ${what} is not known here` : `There is no ${what} ${word} here`;
      const names = known
        .slice(0, 10)
        .map((each) => toLine(each, MAX_SHOWN_CHARS))
        .join(', ');
      const known10 = known.length === 0 ? '' : ` There are: ${names}.`;
      return `${start}.${meant(name, known)}${known10}${what === 'server' ? ' Without server the rule is about all.' : ' Add it in the settings, or take it out here.'}`;
    }
    case 'two-timings':
      return `A rule has one of for, silent for and times, but here are \`${problem.first}\` and \`${problem.second}\`.`;
    case 'needs':
      return `It needs \`${problem.other}\` beside it, such as times: 3 and within: 5 min.`;
    case 'one-of-is':
      return 'A condition about a thing needs `is` or `is not`, and not both.';
    case 'no-time':
      return '`snoozed until` needs a moment, such as 2026-12-24T18:00:00Z.';
    case 'no-object':
      return '`data` needs names with values below it, or a text with a JSON object.';
  }
}
