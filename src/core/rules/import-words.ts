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
function describeUnconfirmed(count: number): string {
  if (count === 0) return '';
  const they = count === 1 ? 'One of them calls' : `${String(count)} of them call`;
  return ` ${they} actions, sends to others or shows a camera, and stays off until you agree to it in the window.`;
}

function countOf(count: number): string {
  return `${String(count)} ${count === 1 ? 'rule' : 'rules'}`;
}
