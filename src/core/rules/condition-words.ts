import type { Condition } from './rule.ts';

/** A condition on offer. */
export interface ConditionChoice {
  readonly words: string;
  readonly condition: Condition;
}

const LOCKED = 'This computer is locked or idle';
const IN_USE = 'This computer is in use';
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** Conditions that can be added to a rule. One about a thing is made of the thing that a person chooses. */
const CONDITIONS: readonly ConditionChoice[] = [
  { words: 'Everybody is away', condition: { kind: 'everybody-away' } },
  { words: 'After sunset, until sunrise', condition: { kind: 'sun', is: 'down' } },
  { words: 'After sunrise, until sunset', condition: { kind: 'sun', is: 'up' } },
  {
    words: 'Between two times of day',
    condition: { kind: 'hours', from: '07:00', to: '22:00', days: EVERY_DAY },
  },
  { words: LOCKED, condition: { kind: 'computer', is: 'locked' } },
  { words: IN_USE, condition: { kind: 'computer', is: 'in-use' } },
];

/** Said of a condition about this computer where it can't be known. */
export const UNTOLD = 'Nothing here tells whether this computer is locked, so this counts as true.';

/** Conditions on offer. Those about this computer only where something tells whether it is locked. */
export function conditionsFor(tellsLock: boolean): readonly ConditionChoice[] {
  return CONDITIONS.filter(({ condition }) => tellsLock || condition.kind !== 'computer');
}

/** Days from Monday on, as `Date` counts them. */
export const WEEK: readonly (readonly [day: number, short: string, name: string])[] = [
  [1, 'Mon', 'Monday'],
  [2, 'Tue', 'Tuesday'],
  [3, 'Wed', 'Wednesday'],
  [4, 'Thu', 'Thursday'],
  [5, 'Fri', 'Friday'],
  [6, 'Sat', 'Saturday'],
  [0, 'Sun', 'Sunday'],
];

/** A condition as a line of the form. Those with parts to choose have their own fields after it. */
export function headOfCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'state':
      return '';
    case 'everybody-away':
      return 'Everybody is away';
    case 'hours':
      return 'Between';
    case 'sun':
      return condition.is === 'down' ? 'After sunset, until sunrise' : 'After sunrise, until sunset';
    case 'computer':
      return condition.is === 'locked' ? LOCKED : IN_USE;
  }
}
