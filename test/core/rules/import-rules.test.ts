import { describe, expect, it } from 'vitest';
import {
  applyImport,
  planImport,
  refuseImport,
  undoImport,
  type ImportPlan,
} from '../../../src/core/rules/import-rules.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import { readRulesFile, writeRulesFile } from '../../../src/core/rules/rules-file.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const A = ruleOf('type:a');
const B = ruleOf('type:b');
const CALLS: Rule = { ...ruleOf('type:c'), does: [{ label: 'Off', action: 'light.turn_off' }] };
const redact = createRedactor(DEFAULT_REDACTION);
const planOf = (current: readonly Rule[], imported: readonly Rule[]): ImportPlan =>
  planImport(current, imported, redact);
const idsOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ id }) => id);

describe('an import of rules', () => {
  it('adds what is new, first and in its order, and leaves the same alone', () => {
    const plan = planOf([A], [B, { ...A }, ruleOf('type:d')]);
    expect(plan).toMatchObject({ changed: [], same: 1, unconfirmed: 0 });
    expect(idsOf(applyImport([A], plan))).toEqual(['type:b', 'type:d', 'type:a']);
  });

  it('replaces what has changed, in its place', () => {
    const loud: Rule = { ...A, level: 'critical' };
    const plan = planOf([B, A], [loud]);
    expect(plan).toMatchObject({ added: [], changed: [loud], same: 0 });
    expect(applyImport([B, A], plan)).toEqual([B, loud]);
  });

  it.each<[string, Partial<Rule>]>([
    ['calls actions', { does: CALLS.does ?? [] }],
    ['shows a camera', { shows: 'camera.door' }],
    ['is sent elsewhere', { sendTo: ['phone'] }],
  ])('leaves a rule off that %s, until its owner has agreed', (_what, outward) => {
    const rule = { ...A, ...outward };
    const off = { ...rule, enabled: false, unconfirmed: true };
    expect(planOf([], [rule])).toEqual({ added: [off], changed: [], same: 0, unconfirmed: 1 });
    // Also where it is there already in another form.
    expect(planOf([A], [rule])).toEqual({ added: [], changed: [off], same: 0, unconfirmed: 1 });
    // What its owner has agreed to goes on, and what waits for that goes on waiting.
    expect(planOf([rule], [rule])).toMatchObject({ changed: [], same: 1 });
    expect(planOf([{ ...off, unconfirmed: true }], [rule])).toMatchObject({ changed: [], same: 1 });
  });

  it('can be undone, but for what was changed since', () => {
    const before = [A, B];
    const plan = planOf(before, [
      { ...A, level: 'critical' },
      { ...B, level: 'quiet' },
      ruleOf('type:d'),
      ruleOf('type:e'),
    ]);
    const after = applyImport(before, plan).map((rule) =>
      rule.id === 'type:b' || rule.id === 'type:e' ? { ...rule, name: 'Mine' } : rule,
    );
    expect(undoImport(after, plan, before)).toEqual([
      { ...ruleOf('type:e'), name: 'Mine' },
      A,
      { ...B, level: 'quiet', name: 'Mine' },
    ]);
    expect(undoImport(applyImport(before, plan), plan, before)).toEqual(before);
  });

  it('leaves out the codes of actions, and puts them back where they are known', () => {
    const names = { servers: [], destinations: [] };
    const arm = { label: 'Arm', action: 'alarm_control_panel.alarm_arm_away', data: '{"code":"2580"}' };
    const rule: Rule = { ...A, does: [{ label: 'Off', action: 'light.turn_off' }, arm] };
    const text = writeRulesFile([rule], names, redact);
    expect(text).not.toContain('2580');
    const read = readRulesFile(text, names);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(planOf([rule], read.rules)).toMatchObject({ added: [], changed: [], same: 1 });
    const [loud] = read.rules.map((each): Rule => ({ ...each, level: 'critical' }));
    expect(planOf([rule], loud === undefined ? [] : [loud]).changed).toEqual([
      { ...rule, level: 'critical', enabled: false, unconfirmed: true },
    ]);
    // Elsewhere its owner types it in.
    expect(planOf([], read.rules).added[0]?.does?.[1]?.data).toBe('{"code":"[redacted]"}');
  });

  it('is refused when there would be too many', () => {
    const many = Array.from({ length: 500 }, (_, at) => ruleOf(`type:n${String(at)}`));
    expect(refuseImport(many, planOf(many, [A]))).toMatch(
      /at most 500 rules, and with these there would be 501/,
    );
    expect(refuseImport(many, planOf(many, [{ ...ruleOf('type:n1'), level: 'quiet' }]))).toBeNull();
    expect(refuseImport([], planOf([], many))).toBeNull();
  });
});
