import { describe, expect, it } from 'vitest';
import type { EventTypeView } from '../../../src/core/ipc/overview.ts';
import {
  cooldownOptions,
  firstOrder,
  isEntityId,
  laterOrder,
  newChoice,
  withRequest,
} from '../../../src/core/view/choice-list.ts';
import { describeAgo, describeDay } from '../../../src/core/view/relative-time.ts';
import { judgeAddress, judgeSecret } from '../../../src/core/view/server-verdict.ts';

const NOW = new Date(2026, 10, 21, 12, 0, 0).getTime();

describe('describeAgo', () => {
  it.each([
    [-5_000, 'just now'],
    [1_500, 'just now'],
    [12_000, '12 seconds ago'],
    [60_000, '1 minute ago'],
    [31 * 60_000, '31 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [49 * 3_600_000, '2 days ago'],
  ])('%i ms: %s', (agoMs, words) => {
    expect(describeAgo(NOW - agoMs, NOW)).toBe(words);
  });
});

describe('describeDay', () => {
  it.each([
    [0, 'Today'],
    [-13, 'Yesterday'],
    [13, 'Tomorrow'],
    [-72, 'Wed 18 Nov'],
  ])('%i hours: %s', (hours, words) => {
    expect(describeDay(NOW + hours * 3_600_000, NOW)).toBe(words);
  });
});

describe('judgeAddress', () => {
  it('is silent before a person typed, and asks when they want to go on', () => {
    expect(judgeAddress('', false).tone).toBe('none');
    expect(judgeAddress('', true).tone).toBe('bad');
  });

  it.each([
    ['homeassistant.local', 'good', 'http://homeassistant.local:8123'],
    ['https://home.example/ha/', 'good', 'https://home.example/ha'],
    ['http://home.example', 'warn', 'https'],
    ['ftp://home.example', 'bad', 'ftp'],
  ])('%s is %s', (input, tone, part) => {
    const verdict = judgeAddress(input, false);
    expect(verdict.tone).toBe(tone);
    expect(verdict.text).toContain(part);
  });
});

describe('judgeSecret', () => {
  it.each([
    ['bearer', '', false, false, 'none'],
    ['bearer', '', false, true, 'bad'],
    ['bearer', '', true, true, 'none'],
    ['bearer', 'aaa.bbb.ccc', false, false, 'good'],
    ['bearer', 'abc', false, false, 'warn'],
    ['password', 'pass\nword', false, false, 'bad'],
    ['password', 'welcome', false, false, 'good'],
    ['none', '', false, true, 'none'],
  ] as const)('%s %j, stored %s, asked %s: %s', (kind, input, stored, asked, tone) => {
    expect(judgeSecret(kind, input, stored, asked).tone).toBe(tone);
  });

  it('never repeats the secret', () => {
    expect(judgeSecret('password', 'hunter2\u0001', false, true).text).not.toContain('hunter2');
  });
});

describe('choices', () => {
  const seen = (type: string, count: number): EventTypeView => ({
    type,
    count,
    lastAt: count > 0 ? 1 : null,
    description: '',
  });

  it('put chosen types first, then seen, then known, and add later ones at the end', () => {
    const choices = [newChoice('tag_scanned'), newChoice('gone')];
    const order = firstOrder([seen('a', 1), seen('b', 9), seen('known', 0), seen('tag_scanned', 0)], choices);
    expect(order).toEqual(['gone', 'tag_scanned', 'b', 'a', 'known']);
    expect(laterOrder(order, [seen('new', 3), seen('a', 99)], choices)).toEqual([...order, 'new']);
    expect(laterOrder(order, [seen('a', 99)], choices)).toBe(order);
  });

  it('take up "alert me about this"', () => {
    expect(withRequest(undefined, { type: 'state_changed', subject: 'light.hall' })).toMatchObject({
      enabled: true,
      entities: ['light.hall'],
    });
    const existing = { ...newChoice('state_changed'), entities: ['light.porch'], toStates: ['on'] };
    expect(withRequest(existing, { type: 'state_changed', subject: 'light.hall' })).toMatchObject({
      enabled: true,
      entities: ['light.porch', 'light.hall'],
      toStates: ['on'],
    });
    expect(withRequest(undefined, { type: 'tag_scanned', subject: '7a5b-laundry' }).entities).toEqual([]);
    expect(withRequest(undefined, { type: 'call_service', subject: 'light.turn_on' }).entities).toEqual([]);
    expect(
      withRequest(newChoice('timer.finished'), { type: 'timer.finished', subject: 'timer.tea' }),
    ).toMatchObject({ enabled: true, entities: [] });
  });

  it('know an entity id', () => {
    expect(['light.hall', 'a.b1', 'light', 'Light.hall', 'light.a.b', '7a5b-x'].map(isEntityId)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('offer the cool-down in use', () => {
    expect(cooldownOptions(60_000)).not.toContain(45_000);
    expect(cooldownOptions(45_000)).toEqual([
      0, 10_000, 45_000, 60_000, 300_000, 900_000, 3_600_000, 86_400_000,
    ]);
  });
});
