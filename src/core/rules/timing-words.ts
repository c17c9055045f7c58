import { formatDuration } from '../time/format-time.ts';
import type { HomeThing } from './home-things.ts';
import { statesOf } from './pick-words.ts';
import { ANY_THING } from './rule-picks.ts';
import type { Rule } from './rule.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const WORKDAYS = '1,2,3,4,5';
const WEEKEND = '0,6';

/** What follows the words about events: "for 10 min", "3 times within 5 min"; empty where there is nothing to say. */
export function describeTiming({ timing }: Rule): string {
  switch (timing.kind) {
    case 'for':
      return `for ${formatDuration(timing.ms)}`;
    case 'times':
      return `${String(timing.count)} times within ${formatDuration(timing.withinMs)}`;
    case 'at-once':
    case 'silent':
      return '';
  }
}

/** "everybody is away and the sun is down"; empty where there is no condition. */
export function describeConditions({ onlyIf }: Rule, things: readonly HomeThing[] = []): string {
  return onlyIf.map((condition) => describeCondition(condition, things)).join(' and ');
}

function describeCondition(condition: Rule['onlyIf'][number], things: readonly HomeThing[]): string {
  switch (condition.kind) {
    case 'state': {
      const { entity, is, states } = condition;
      const name = things.find((thing) => thing.entity === entity)?.name ?? entity;
      const choices = statesOf({ ...ANY_THING, entities: [entity] }, things);
      const words = states.map((state) => choices.find(({ value }) => value === state)?.words ?? state);
      return `${name} is ${is === 'in' ? '' : 'not '}${words.join(' or ')}`;
    }
    case 'everybody-away':
      return 'everybody is away';
    case 'hours': {
      const { from, to } = condition;
      return `${from === to ? `it is from ${from} to the next ${to}` : `it is between ${from} and ${to}`}${describeDays(condition.days)}`;
    }
    case 'sun':
      return `the sun is ${condition.is}`;
    case 'computer':
      return `this computer is ${condition.is === 'locked' ? 'locked or idle' : 'in use'}`;
  }
}

/** Why a rule does not tell: "somebody is at home", "the sun is up". */
export function describeUnmet(condition: Rule['onlyIf'][number]): string {
  switch (condition.kind) {
    case 'state':
      return `${condition.entity} is ${condition.is === 'in' ? 'not ' : ''}${condition.states.join(' or ')}`;
    case 'everybody-away':
      return 'somebody is at home';
    case 'hours': {
      const { from, to, days } = condition;
      return `it is not between ${from} and ${to}${describeDays(days)}`;
    }
    case 'sun':
      return `the sun is ${condition.is === 'up' ? 'down' : 'up'}`;
    case 'computer':
      return `this computer is ${condition.is === 'locked' ? 'in use' : 'locked or idle'}`;
  }
}

function describeDays(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === DAYS.length) return '';
  if (sorted.join() === WORKDAYS) return ' on workdays';
  if (sorted.join() === WEEKEND) return ' at the weekend';
  return ` on ${sorted.map((day) => DAYS[day] ?? '').join(', ')}`;
}

const LEVELS: Readonly<Record<Rule['level'], string>> = {
  quiet: ' Only listed.',
  normal: '',
  important: ' Stays until you close it.',
  critical: ' Urgent.',
};

/** " Urgent. At most 3 an hour."; empty for a rule that is like most. */
export function describeLevel({ level, maxPerHour }: Rule): string {
  return `${LEVELS[level]}${maxPerHour === null ? '' : ` At most ${String(maxPerHour)} an hour.`}`;
}
