import { describe, expect, it } from 'vitest';
import { describeAgo, describeDay } from '../../../src/core/time/relative-time.ts';
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
