import { describe, expect, it } from 'vitest';
import { applyImport, planImport, refuseImport, undoImport } from '../../../src/core/rules/import-rules.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const A = ruleOf('type:a');
const B = ruleOf('type:b');
const CALLS: Rule = { ...ruleOf('type:c'), does: [{ label: 'Off', action: 'light.turn_off' }] };
const idsOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ id }) => id);

describe('an import of rules', () => {
  it('adds what is new, first and in its order, and leaves the same alone', () => {
    const plan = planImport([A], [B, { ...A }, ruleOf('type:d')]);
    expect(plan).toMatchObject({ changed: [], same: 1, unconfirmed: 0 });
    expect(idsOf(applyImport([A], plan))).toEqual(['type:b', 'type:d', 'type:a']);
  });

  it('replaces what has changed, in its place', () => {
    const loud: Rule = { ...A, level: 'critical' };
    const plan = planImport([B, A], [loud]);
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
    expect(planImport([], [rule])).toEqual({ added: [off], changed: [], same: 0, unconfirmed: 1 });
    // Also where it is there already in another form.
    expect(planImport([A], [rule])).toEqual({ added: [], changed: [off], same: 0, unconfirmed: 1 });
    // What its owner has agreed to goes on, and what waits for that goes on waiting.
    expect(planImport([rule], [rule])).toMatchObject({ changed: [], same: 1 });
    expect(planImport([{ ...off, unconfirmed: true }], [rule])).toMatchObject({ changed: [], same: 1 });
  });

  it('can be undone, but for what was changed since', () => {
    const before = [A, B];
    const plan = planImport(before, [
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

  it('is refused when there would be too many', () => {
    const many = Array.from({ length: 500 }, (_, at) => ruleOf(`type:n${String(at)}`));
    expect(refuseImport(many, planImport(many, [A]))).toMatch(
      /at most 500 rules, and with these there would be 501/,
    );
    expect(refuseImport(many, planImport(many, [{ ...ruleOf('type:n1'), level: 'quiet' }]))).toBeNull();
    expect(refuseImport([], planImport([], many))).toBeNull();
  });
});
