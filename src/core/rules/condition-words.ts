import type { Condition } from './rule.ts';

/** A condition on offer. */
export interface ConditionChoice {
  readonly words: string;
  readonly condition: Condition;
}

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
  { words: 'This computer is locked', condition: { kind: 'computer', is: 'locked' } },
  { words: 'This computer is in use', condition: { kind: 'computer', is: 'in-use' } },
];

/** Conditions that can hold on a platform: elsewhere nothing tells whether the computer is locked. */
export function conditionsFor(platform: string): readonly ConditionChoice[] {
  const isTold = platform === 'darwin' || platform === 'win32';
  return CONDITIONS.filter(({ condition }) => isTold || condition.kind !== 'computer');
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
      return condition.is === 'locked' ? 'This computer is locked' : 'This computer is in use';
  }
}
