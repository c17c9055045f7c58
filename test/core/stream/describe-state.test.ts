import { describe, expect, it } from 'vitest';
import { describeConnection, describeGap } from '../../../src/core/stream/describe-state.ts';
import { formatClock, formatDuration } from '../../../src/core/time/format-time.ts';

const HOME = { name: 'Home', baseUrl: 'http://ha.local:8123', credentialKind: 'bearer' } as const;
/** Local times, so that the tests hold in any zone. */
const at = (hours: number, minutes: number, seconds: number, ms = 0, day = 21): number =>
  new Date(2026, 10, day, hours, minutes, seconds, ms).getTime();

describe('describeConnection', () => {
  const now = at(7, 0, 0);
  it.each([
    [{ kind: 'idle' }, 'Off', 'Home is switched off.'],
    [{ kind: 'connecting', attempt: 1 }, 'Connecting', 'Connecting to Home.'],
    [{ kind: 'connecting', attempt: 3 }, 'Connecting', 'Connecting to Home, attempt 3.'],
    [{ kind: 'live', since: at(6, 59, 49) }, 'Live', 'Events of Home since 06:59:49.'],
    [
      { kind: 'waiting', reason: { code: 'refused' }, retryAt: now + 3_400, attempt: 2 },
      'Waiting',
      'Home Assistant does not answer at ha.local:8123. Trying again in 4 s.',
    ],
    [
      { kind: 'waiting', reason: { code: 'refused' }, retryAt: now - 5, attempt: 2 },
      'Waiting',
      'Home Assistant does not answer at ha.local:8123. Trying again now.',
    ],
    [
      { kind: 'stopped', reason: { code: 'banned' } },
      'Stopped',
      'Home Assistant has banned the address of this computer (403).',
    ],
  ] as const)('%j', (state, badge, sentence) => {
    expect(describeConnection(state, now, HOME)).toMatchObject({ badge, sentence });
  });

  it('has a next step where there is one', () => {
    expect(describeConnection({ kind: 'stopped', reason: { code: 'banned' } }, now, HOME).next).toContain(
      'ip_bans',
    );
    expect(describeConnection({ kind: 'live', since: now }, now, HOME).next).toBe('');
  });
});

describe('describeGap', () => {
  it('says from when to when, how long and why', () => {
    expect(describeGap({ from: at(6, 59, 20), to: at(6, 59, 49), reason: { code: 'ended' } })).toBe(
      'Disconnected 06:59:20 to 06:59:49 (29 s, Home Assistant restarted)',
    );
  });

  it('names the days when they differ', () => {
    expect(describeGap({ from: at(23, 0, 0), to: at(6, 30, 0, 0, 22), reason: { code: 'slept' } })).toBe(
      'Disconnected 2026-11-21 23:00:00 to 2026-11-22 06:30:00 (7 h 30 min, this computer was asleep)',
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [Number.NaN, '0 s'],
    [400, '0.4 s'],
    [949, '0.9 s'],
    [950, '1 s'],
    [29_000, '29 s'],
    [59_700, '1 min'],
    [65_000, '1 min 5 s'],
    [3_599_600, '1 h'],
    [7_380_000, '2 h 3 min'],
    [273_600_000, '3 d 4 h'],
  ])('%d ms is %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

describe('formatClock', () => {
  it('has milliseconds, padded', () => {
    expect(formatClock(at(7, 0, 2, 4))).toBe('07:00:02.004');
    expect(formatClock(Number.NaN)).toBe('--:--:--.---');
  });
});
