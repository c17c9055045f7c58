import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAt, parseSince } from '../../../src/core/query/parse-time.ts';

let zoneBefore: string | undefined;
beforeEach(() => {
  zoneBefore = process.env['TZ'];
});
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

/** Noon of 21 November 2026 in London. */
const NOON = Date.UTC(2026, 10, 21, 12);

function shown(text: string, zone: string, now = NOON): string {
  process.env['TZ'] = zone;
  const time = parseAt(text, now);
  if (!time.ok) return time.message;
  return [time.from, time.to].map((at) => (at === null ? '' : new Date(at).toISOString())).join(' to ');
}

describe('at:', () => {
  it.each([
    ['2026-11-21', 'Europe/London', '2026-11-21T00:00:00.000Z to 2026-11-22T00:00:00.000Z'],
    ['2026-11-21', 'Europe/Berlin', '2026-11-20T23:00:00.000Z to 2026-11-21T23:00:00.000Z'],
    ['2026-11-21', 'America/New_York', '2026-11-21T05:00:00.000Z to 2026-11-22T05:00:00.000Z'],
    ['2026-11-21T07:00', 'Europe/Berlin', '2026-11-21T06:00:00.000Z to 2026-11-21T06:01:00.000Z'],
    ['2026-11-21T07:00:05', 'UTC', '2026-11-21T07:00:05.000Z to 2026-11-21T07:00:06.000Z'],
    ['2026-11-21T07:00:05.5', 'UTC', '2026-11-21T07:00:05.500Z to 2026-11-21T07:00:05.501Z'],
    ['2026-11-21_07:00', 'UTC', '2026-11-21T07:00:00.000Z to 2026-11-21T07:01:00.000Z'],
    ['2026-11-21T07:00Z', 'Asia/Tokyo', '2026-11-21T07:00:00.000Z to 2026-11-21T07:01:00.000Z'],
    ['2026-11-21T07:00+05:30', 'Asia/Tokyo', '2026-11-21T01:30:00.000Z to 2026-11-21T01:31:00.000Z'],
    ['2026-11-21T07:00-0330', 'Asia/Tokyo', '2026-11-21T10:30:00.000Z to 2026-11-21T10:31:00.000Z'],
    ['07:00', 'UTC', '2026-11-21T07:00:00.000Z to 2026-11-21T07:01:00.000Z'],
    ['7:05', 'UTC', '2026-11-21T07:05:00.000Z to 2026-11-21T07:06:00.000Z'],
    ['07:00', 'Asia/Kolkata', '2026-11-21T01:30:00.000Z to 2026-11-21T01:31:00.000Z'],
    ['07:00..08:00', 'Europe/Berlin', '2026-11-21T06:00:00.000Z to 2026-11-21T07:00:00.000Z'],
    ['2026-11-20T07:00..08:00', 'Europe/Berlin', '2026-11-20T06:00:00.000Z to 2026-11-20T07:00:00.000Z'],
    ['2026-11-20T23:00..01:00', 'UTC', '2026-11-20T23:00:00.000Z to 2026-11-21T01:00:00.000Z'],
    ['2026-11-20..2026-11-21', 'UTC', '2026-11-20T00:00:00.000Z to 2026-11-22T00:00:00.000Z'],
    ['2026-11-20..2026-11-21T07:00', 'UTC', '2026-11-20T00:00:00.000Z to 2026-11-21T07:00:00.000Z'],
    ['2026-11-20..', 'UTC', '2026-11-20T00:00:00.000Z to '],
    ['..2026-11-20', 'UTC', ' to 2026-11-21T00:00:00.000Z'],
    ['..08:00', 'UTC', ' to 2026-11-21T08:00:00.000Z'],
    ['today', 'Europe/Berlin', '2026-11-20T23:00:00.000Z to 2026-11-21T23:00:00.000Z'],
    ['Yesterday', 'America/New_York', '2026-11-20T05:00:00.000Z to 2026-11-21T05:00:00.000Z'],
    ['yesterdayT07:00', 'UTC', '2026-11-20T07:00:00.000Z to 2026-11-20T07:01:00.000Z'],
    ['yesterday_23:00..01:00', 'UTC', '2026-11-20T23:00:00.000Z to 2026-11-21T01:00:00.000Z'],
    ['yesterday..today', 'UTC', '2026-11-20T00:00:00.000Z to 2026-11-22T00:00:00.000Z'],
    ['2026-11-18..yesterday', 'UTC', '2026-11-18T00:00:00.000Z to 2026-11-21T00:00:00.000Z'],
    // The days on which clocks change: 23 and 25 hours.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z to 2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z to 2026-10-25T23:00:00.000Z'],
    ['2026-03-28T23:30..01:00', 'Europe/Berlin', '2026-03-28T22:30:00.000Z to 2026-03-29T00:00:00.000Z'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z to 2024-03-01T00:00:00.000Z'],
  ])('%s in %s', (text, zone, wanted) => {
    expect(shown(text, zone)).toBe(wanted);
  });

  it('takes today from the clock of the place, and yesterday for a time that is still to come', () => {
    const late = Date.UTC(2026, 10, 21, 23, 30);
    expect(shown('07:00', 'Europe/London', late)).toContain('2026-11-21T07:00:00.000Z');
    expect(shown('00:15', 'Europe/Berlin', late)).toContain('2026-11-21T23:15:00.000Z');
    expect(shown('07:00', 'Europe/Berlin', late)).toContain('2026-11-21T06:00:00.000Z');
    expect(shown('23:45..00:10', 'Europe/London', late)).toBe(
      shown('2026-11-20T23:45..2026-11-21T00:10', 'Europe/London', late),
    );
    expect(shown('07:00', 'America/New_York', late)).toContain('2026-11-21T12:00:00.000Z');
  });

  it.each([
    '',
    '2026',
    '2026-13-01',
    '2026-02-29',
    '2026-11-31',
    '24:00',
    '07:60',
    '07:00Z',
    '2026-11-21Z',
    '07',
    '1969-01-01',
    '07:00..x',
    'x..',
    '..',
    '2026-11-21..2026-11-20',
    'tomorrow',
    'yesterday07:00',
    'today..yesterday',
    '2026-11-21T08:00..2026-11-21T07:00',
  ])('refuses %j with a sentence', (text) => {
    const time = parseAt(text, NOON);
    expect(time.ok ? time : time.message).toMatch(/^[A-Z“].*\.$/);
  });
});

describe('since:', () => {
  it.each([
    ['30s', 30_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['1.5H', 5_400_000],
    ['7d', 604_800_000],
    ['1w', 604_800_000],
    ['1d12h', 129_600_000],
    ['999999999w', NOON],
  ])('%s', (text, ageMs) => {
    expect(parseSince(text, NOON)).toEqual({ ok: true, from: NOON - ageMs, to: null });
  });

  it.each([
    ['today', '2026-11-21T00:00:00.000Z'],
    ['yesterday', '2026-11-20T00:00:00.000Z'],
    ['yesterdayT07:00', '2026-11-20T07:00:00.000Z'],
    ['07:00', '2026-11-21T07:00:00.000Z'],
    ['13:00', '2026-11-20T13:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ])('%s is a moment', (text, from) => {
    process.env['TZ'] = 'UTC';
    expect(parseSince(text, NOON)).toEqual({ ok: true, from: Date.parse(from), to: null });
  });

  it.each(['', '1', 'h', '1y', 'tomorrow', '-1h', '1 h', '1.h', '1h..2h'])('refuses %j', (text) => {
    expect(parseSince(text, NOON).ok).toBe(false);
  });
});
