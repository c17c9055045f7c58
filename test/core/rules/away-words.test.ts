import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { describeKinds, kindOf } from '../../../src/core/rules/away-words.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const of = (deviceClass: string, state = 'on'): HaEvent =>
  stateChanged('binary_sensor.a', ['off', {}], [state, { device_class: deviceClass }]);

describe('kindOf', () => {
  it.each<readonly [string, HaEvent | null, Partial<Rule>, string]>([
    ['a door', of('door'), {}, 'door'],
    ['a leak', of('moisture'), {}, 'leak'],
    ['something that no longer answers', of('door', 'unavailable'), {}, 'unavailable'],
    ['silence', of('door'), { timing: { kind: 'silent', ms: 1_000 } }, 'silent'],
    ['an unknown class', of('speed'), {}, 'other alert'],
    ['another event', haEvent('bell', {}), {}, 'other alert'],
    ['no event', null, {}, 'other alert'],
  ])('%s', (_name, event, rule, kind) => {
    expect(kindOf({ rule: ruleOf('to:on', rule), event })).toBe(kind);
  });
});

describe('describeKinds', () => {
  it.each<readonly [readonly string[], string]>([
    [['door', 'leak', 'door', 'door'], '3 doors, 1 leak'],
    [['unavailable', 'unavailable', 'battery', 'battery'], '2 unavailable, 2 batteries'],
    [['other alert'], '1 alert'],
    [['other alert', 'other alert'], '2 alerts'],
    [['door', 'other alert'], '1 door, 1 other alert'],
    [
      ['door', 'leak', 'lock', 'window', 'battery', 'other alert'],
      '1 door, 1 leak, 1 lock, 1 window, 2 other alerts',
    ],
  ])('%j', (kinds, words) => {
    expect(describeKinds(kinds)).toBe(words);
  });
});
