import type { Redact } from '../redaction/redact.ts';
import { withKnownSecrets } from './hide-secrets.ts';
import { refuseFlood } from './refuse-rule.ts';
import { MAX_RULES, type Rule } from './rule.ts';

/** What an import of rules would do. */
export interface ImportPlan {
  /** Rules whose ids are not there yet, in the order of the file. */
  readonly added: readonly Rule[];
  /** Rules whose ids are there, with something else. */
  readonly changed: readonly Rule[];
  /** How many are there already, to the letter. */
  readonly same: number;
  /** Those among the added and changed that stay off until their owner has agreed. */
  readonly unconfirmed: number;
}

/**
 * Compares the rules of a file with those that are there, and switches off what needs its owner's consent.
 *
 * @param redact as of the file: what it takes out of a rule that is there is put back
 */
export function planImport(current: readonly Rule[], imported: readonly Rule[], redact: Redact): ImportPlan {
  const known = new Map(current.map((rule) => [rule.id, rule]));
  const whole = imported.map((rule) => withKnownSecrets(rule, known.get(rule.id), redact));
  const news = whole.filter((rule) => {
    const before = known.get(rule.id);
    return before === undefined || (!isSame(before, rule) && !isSame(before, asImported(rule)));
  });
  const ready = news.map(asImported);
  return {
    added: ready.filter(({ id }) => !known.has(id)),
    changed: ready.filter(({ id }) => known.has(id)),
    same: imported.length - news.length,
    unconfirmed: ready.filter(({ unconfirmed }) => unconfirmed === true).length,
  };
}

/** The rules after an import: those that are new come first, as rules that a person makes do. */
export function applyImport(
  current: readonly Rule[],
  { added, changed }: Pick<ImportPlan, 'added' | 'changed'>,
): readonly Rule[] {
  const others = new Map(changed.map((rule) => [rule.id, rule]));
  return [...added, ...current.map((rule) => others.get(rule.id) ?? rule)];
}

/**
 * The rules without an import: what it added is gone, and what it changed is as before. What was changed since stays.
 *
 * @param before the rules before the import
 */
export function undoImport(
  current: readonly Rule[],
  { added, changed }: Pick<ImportPlan, 'added' | 'changed'>,
  before: readonly Rule[],
): readonly Rule[] {
  const imported = new Map([...added, ...changed].map((rule) => [rule.id, rule]));
  const earlier = new Map(before.map((rule) => [rule.id, rule]));
  return current.flatMap((rule) => {
    const one = imported.get(rule.id);
    if (one === undefined || !isSame(one, rule)) return [rule];
    return earlier.get(rule.id) ?? [];
  });
}

/** Why an import can't be done, as a sentence; `null` when it can. */
export function refuseImport(
  current: readonly Rule[],
  { added, changed }: Pick<ImportPlan, 'added' | 'changed'>,
): string | null {
  for (const rule of [...added, ...changed]) {
    const refusal = refuseFlood(rule, null);
    if (refusal !== null) return `“${rule.name}”: ${refusal}`;
  }
  if (added.length === 0 || current.length + added.length <= MAX_RULES) return null;
  return `There can be at most ${String(MAX_RULES)} rules, and with these there would be ${String(current.length + added.length)}. Delete some first.`;
}

/** A rule that acts outside of this computer, or shows a camera, stays off until its owner has agreed. */
function asImported(rule: Rule): Rule {
  if (rule.does === undefined && rule.sendTo === undefined && rule.shows === undefined) return rule;
  return { ...rule, enabled: false, unconfirmed: true };
}

function isSame(a: Rule, b: Rule): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Its members in an order that does not depend on who made it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
