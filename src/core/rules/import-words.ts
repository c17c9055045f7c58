import type { ImportPlan } from './import-rules.ts';

/** "3 rules added, 2 replaced. One of them is off until you agree to it in the window." */
export function describeImported(taken: Pick<ImportPlan, 'added' | 'changed'>, same: number): string {
  const { added, changed } = taken;
  const parts = [
    ...(added.length === 0 ? [] : [`${countOf(added.length)} added`]),
    ...(changed.length === 0 ? [] : [`${countOf(changed.length)} replaced`]),
    ...(same === 0 ? [] : [`${countOf(same)} already there`]),
  ];
  const off = [...added, ...changed].filter(({ unconfirmed }) => unconfirmed === true).length;
  return `${parts.length === 0 ? 'No rules added' : parts.join(', ')}.${describeUnconfirmed(off)}`;
}

/** What stays off; empty for nothing. */
export function describeUnconfirmed(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ' One of them calls actions, sends to others or shows a camera, and stays off until you agree to it in the window.'
    : ` ${String(count)} of them call actions, send to others or show a camera, and stay off until you agree to them in the window.`;
}

function countOf(count: number): string {
  return `${String(count)} ${count === 1 ? 'rule' : 'rules'}`;
}

/** "3 new, 2 changed, 1 the same." */
export function describePlan({ added, changed, same }: PlanCounts): string {
  const parts = [
    ...(added === 0 ? [] : [`${String(added)} new`]),
    ...(changed === 0 ? [] : [`${String(changed)} changed`]),
    ...(same === 0 ? [] : [`${String(same)} the same`]),
  ];
  return parts.length === 0 ? 'There are no rules in it.' : `${parts.join(', ')}.`;
}

/** How many rules an import would add and change, and how many are there already. */
export interface PlanCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}
