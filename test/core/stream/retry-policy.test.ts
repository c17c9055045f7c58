import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import type { FailureCode } from '../../../src/core/stream/failure.ts';
import { createRequestBudget, retryDelayMs } from '../../../src/core/stream/retry-policy.ts';
import { parseRetryAfter } from '../../../src/core/stream/response-failure.ts';

const delay = (code: FailureCode, attempt: number, random: number, retryAfterMs?: number): number | null =>
  retryDelayMs(retryAfterMs === undefined ? { code } : { code, retryAfterMs }, attempt, () => random);

describe('retryDelayMs', () => {
  it('draws below a ceiling that doubles from 1 s to 60 s', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map((attempt) => delay('refused', attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
    expect(delay('refused', 5, 0.25)).toBe(4_000);
  });

  it.each([
    'unauthorized',
    'not-admin',
    'banned',
    'front-login',
    'no-content',
    'no-credential',
    'bad-credential',
    'tls-changed',
  ] as const)('never comes back by itself after %s', (code) => {
    expect(delay(code, 1, 0.5)).toBeNull();
  });

  it.each([
    'tls-untrusted',
    'tls-version',
    'tls-file',
    'proxy-auth',
    'redirect',
    'front-bad-request',
    'front-refused',
    'bad-request',
    'not-http',
  ] as const)('looks again only slowly after %s', (code) => {
    expect(delay(code, 1, 0)).toBe(LIMITS.slowRetryMs * 0.8);
  });

  it('shows a login that a proxy refused to nobody again, and comes back soon to a dead proxy', () => {
    expect(retryDelayMs({ code: 'proxy-auth', proxyLogin: true }, 1, () => 0.5)).toBeNull();
    expect(delay('proxy-failed', 1, 0.5)).toBe(500);
  });

  it('waits as long as the server asked for', () => {
    expect(delay('unavailable', 1, 0, 30_000)).toBe(30_000);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['86400', LIMITS.retryAfterMaxMs],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2020 12:00:30 GMT', 0],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('%s', (value, delayMs) => {
    const parsed = parseRetryAfter(value, now);
    // "-5" is a year to Date.parse in some engines; what matters is that it asks for no wait.
    expect(value === '-5' ? (parsed ?? 0) : parsed).toBe(value === '-5' ? 0 : delayMs);
  });
});

describe('createRequestBudget', () => {
  it('lets twelve through in any minute and says how long the thirteenth waits', () => {
    let now = 0;
    const budget = createRequestBudget(() => now, 12, 60_000);
    for (let i = 0; i < 12; i += 1) {
      expect(budget.waitMs()).toBe(0);
      budget.take();
      now += 1_000;
    }
    expect(budget.waitMs()).toBe(48_000);
    expect(budget.waitMs(3)).toBe(51_000);
    now = 60_000;
    expect(budget.waitMs()).toBe(0);
    budget.take();
    expect(budget.waitMs()).toBe(1_000);
  });
});
