import { stringify } from 'yaml';
import type { z } from 'zod';
import type { Redact } from '../redaction/redact.ts';
import { hideSecrets } from './hide-secrets.ts';
import { readYaml, type Place, type ReadYaml } from './read-yaml.ts';
import { refuseRule } from './refuse-rule.ts';
import { refuseCalls } from './rule-calls.ts';
import { ruleSchema, type Rule } from './rule.ts';
import {
  fileRuleSchema,
  MAX_RULES_IN_FILE,
  RULES_FILE_VERSION,
  rulesFileSchema,
  type FileRule,
} from './rules-file-schema.ts';
import { toFilePath, toFileRule, toRule, type ShapeProblem } from './rules-file-shape.ts';
import type { RuleNames } from './rules-file-names.ts';
import {
  describeIssue,
  describeShapeProblem,
  describeYamlProblem,
  FILE_HEAD,
  FILE_WORDS,
} from './rules-file-words.ts';

export type { RuleNames } from './rules-file-names.ts';

/** Characters of the largest file: many times what the largest sets of rules need. */
export const MAX_RULES_FILE_CHARS = 524_288;

/** Problems that are told; further ones are counted. */
const MAX_PROBLEMS = 20;

/** What is wrong with a file, and where. */
export interface FileProblem extends Place {
  /** A sentence or two. */
  readonly text: string;
}

export type RulesFile =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  /** In the order of the file; `more` were left out. */
  | { readonly ok: false; readonly problems: readonly FileProblem[]; readonly more: number };

/**
 * Rules as a readable text, complete but for what is as usual and for secrets. `readRulesFile` makes the same rules of it.
 *
 * @param redact takes the secrets out of what actions are called with
 */
export function writeRulesFile(rules: readonly Rule[], names: RuleNames, redact: Redact): string {
  const open = rules.map((rule) => toFileRule(hideSecrets(rule, redact), names));
  const document = { version: RULES_FILE_VERSION, rules: open };
  const [, text = ''] = stringify(document, { lineWidth: 0, flowCollectionPadding: true }).split(
    /^(?=rules:)/m,
  );
  const spaced = text.replaceAll(/\n(?= {2}- name:)/g, '\n\n').replace('rules:\n\n', 'rules:\n');
  return `${FILE_HEAD}version: ${String(RULES_FILE_VERSION)}\n\n${spaced}`;
}

/** Reads rules, exactly as the text says them, or everything that is wrong with it. Never throws. */
export function readRulesFile(text: string, names: RuleNames): RulesFile {
  if (text.length > MAX_RULES_FILE_CHARS) return refuse([{ line: 1, column: 1, text: FILE_WORDS.tooLarge }]);
  const file = readYaml(text.replace(/^\uFEFF/, ''));
  const version = versionOf(file.value, text);
  // Whatever else is in it, a newer one may be right.
  if (version > RULES_FILE_VERSION)
    return refuse([{ ...file.placeOf(['version']), text: FILE_WORDS.newer(version) }]);
  if (file.problems.length > 0)
    return refuse(file.problems.map(({ at, problem }) => ({ ...at, text: describeYamlProblem(problem) })));
  return toRules(file, names);
}

/** The same of the member `rules` of a larger file that is read already. */
export function readRulesPart(file: ReadYaml, names: RuleNames): RulesFile {
  return toRules({ ...file, value: { version: RULES_FILE_VERSION, rules: listed(file.value) } }, names);
}

/** Of a text that can't be read as well. */
function versionOf(value: unknown, text: string): number {
  if (value === undefined) return Number(/^version: *(\d{1,9})\s*(?:#.*)?$/m.exec(text)?.[1] ?? 0);
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  return typeof version === 'number' ? version : 0;
}

function toRules(file: ReadYaml, names: RuleNames): RulesFile {
  const all = listed(file.value);
  // Nobody reads what is wrong with each of so many.
  if (all.length > MAX_RULES_IN_FILE)
    return refuse([{ ...file.placeOf(['rules']), text: FILE_WORDS.tooMany }]);
  const parsed = rulesFileSchema.safeParse(file.value);
  const problems: FileProblem[] = withoutSequels(parsed.error?.issues ?? []).flatMap((issue) =>
    describeIssue(issue, file.value).map(({ path, key, text }) => ({ ...file.placeOf(path, key), text })),
  );
  const used = new Map<string, number>();
  const counts = new Map<string, number>();
  // What is wrong with one rule is no reason to say nothing of the others.
  const rules = all.flatMap((value, at) => {
    const each = fileRuleSchema.safeParse(value);
    if (!each.success) return [];
    const report = (below: readonly PropertyKey[], text: string): void => {
      problems.push({ ...file.placeOf(['rules', at, ...below]), text });
    };
    const id = each.data.id ?? freeId(each.data.name, used, counts);
    const before = used.get(id);
    if (before !== undefined) report(['id'], FILE_WORDS.sameId(id, file.placeOf(['rules', before]).line));
    used.set(id, at);
    return toCheckedRule(each.data, id, names, report);
  });
  return problems.length === 0 ? { ok: true, rules } : refuse(problems);
}

/** Of something that is of another kind altogether, nothing else is worth saying. */
function withoutSequels(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const pathOf = ({ path }: z.core.$ZodIssue): string => JSON.stringify(path.map(String));
  const others = new Set(issues.filter(({ code }) => code === 'invalid_type').map(pathOf));
  return issues.filter((issue) => issue.code === 'invalid_type' || !others.has(pathOf(issue)));
}

function listed(value: unknown): readonly unknown[] {
  const rules = typeof value === 'object' && value !== null && 'rules' in value ? value.rules : null;
  return Array.isArray(rules) ? rules : [];
}

function toCheckedRule(
  file: FileRule,
  id: string,
  names: RuleNames,
  report: (path: readonly PropertyKey[], text: string) => void,
): readonly Rule[] {
  const found: ShapeProblem[] = [];
  const candidate = toRule(file, id, names, (path, problem) => {
    found.push(problem);
    report(path, describeShapeProblem(problem));
  });
  if (found.length > 0) return [];
  const parsed = ruleSchema.safeParse(candidate);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = toFilePath(issue.path, file);
      for (const { text } of describeIssue(issue, candidate, String(path[0]))) report(path, text);
    }
    return [];
  }
  const { data: rule } = parsed;
  const refusal = refuseRule(rule);
  if (refusal !== null) {
    const silent = { ...rule };
    delete silent.says;
    report([refuseRule(silent) === null ? 'says' : 'when'], refusal);
  }
  // A secret that was taken out is typed in before its owner agrees to the rule.
  const refusedCall = refuseCalls(rule);
  if (refusedCall !== null) report(['does'], refusedCall);
  return [rule];
}

/**
 * An id that a file without ids always gets again: its name, in letters and numbers.
 *
 * @param counts how far each name was counted, so that many rules of one name are not counted from the start each time
 */
function freeId(name: string, used: ReadonlyMap<string, number>, counts: Map<string, number>): string {
  const stem =
    name
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-')
      .slice(0, 56) ?? 'rule';
  let count = counts.get(stem) ?? 1;
  const idOf = (): string => (count === 1 ? stem : `${stem}-${String(count)}`);
  while (used.has(idOf())) count += 1;
  counts.set(stem, count);
  return idOf();
}

function refuse(problems: readonly FileProblem[]): RulesFile {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const told = sorted.slice(0, MAX_PROBLEMS);
  return { ok: false, problems: told, more: sorted.length - told.length };
}
