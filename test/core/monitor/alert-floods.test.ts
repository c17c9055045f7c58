import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import type { Alert } from '../../../src/core/history/alert.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function start(rules: readonly Rule[]) {
  const clock = createVirtualClock();
  const toasts: { title: string; level: string }[] = [];
  const alerts: Alert[] = [];
  const desk = createAlerts({
    clock,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
    earlier: [],
    onAlert: (alert) => void alerts.push(alert),
  });
  desk.followServers(new Map([['home', 'Home']]));
  desk.follow({ enabled: true, pausedUntil: null, rules: [...rules] });
  let seq = 0;
  const offer = (event: Parameters<typeof desk.offer>[0]['event']): boolean =>
    desk.offer({ event, seq: (seq += 1), serverId: 'home' });
  const countOf = (outcome: Alert['outcome']): number =>
    alerts.filter((alert) => alert.outcome === outcome && alert.seq !== null).length;
  return { clock, desk, toasts, alerts, offer, countOf };
}

const smoke = (i: number) =>
  stateChanged(
    `binary_sensor.smoke_${String(i)}`,
    ['off', { device_class: 'smoke' }],
    ['on', { device_class: 'smoke' }],
  );

describe('500 matches in a second', () => {
  it('are five notifications and a summary, and each is in the record', async () => {
    const { clock, toasts, offer, countOf, desk } = start([ruleOf('type:bell', { cooldownMs: 0 })]);
    for (let i = 0; i < 500; i += 1) {
      offer(haEvent('bell', { name: String(i) }));
      await clock.advance(2);
    }
    expect(toasts).toHaveLength(LIMITS.maxToasts);
    expect([countOf('raised'), countOf('burst')]).toEqual([LIMITS.maxToasts, 500 - LIMITS.maxToasts]);
    await clock.advance(LIMITS.toastWindowMs);
    expect(toasts.slice(LIMITS.maxToasts)).toMatchObject([
      { title: `${String(500 - LIMITS.maxToasts)} more alerts` },
    ]);
    expect(desk.recent()).toHaveLength(LIMITS.maxRecentAlerts);
  });

  it('let a danger through, on a budget of its own', async () => {
    const { clock, toasts, offer, countOf } = start([
      ruleOf('class:smoke to:on', { id: 'smoke', level: 'critical' }),
      ruleOf('type:bell', { id: 'bell', cooldownMs: 0 }),
    ]);
    for (let i = 0; i < 500; i += 1) offer(i % 10 === 0 ? smoke(i) : haEvent('bell', { name: String(i) }));
    await clock.advance(0);
    const critical = toasts.filter(({ level }) => level === 'critical');
    expect([critical.length, toasts.length]).toEqual([
      LIMITS.maxUrgentToasts,
      LIMITS.maxUrgentToasts + LIMITS.maxToasts,
    ]);
    expect(countOf('raised') + countOf('burst')).toBe(500);
  });

  it('of 500 rules about one event are one notification', async () => {
    const rules = Array.from({ length: 500 }, (_, i) => ruleOf('type:bell', { id: `r${String(i)}` }));
    const { clock, toasts, offer } = start(rules);
    offer(haEvent('bell'));
    await clock.advance(0);
    expect(toasts).toHaveLength(1);
  });

  it('that wait, become due at one moment and are told in one summary beside the first', async () => {
    const { clock, toasts, offer, countOf } = start([
      ruleOf('domain:cover to:open', { cooldownMs: 0, timing: { kind: 'for', ms: 60_000 } }),
    ]);
    for (let i = 0; i < 500; i += 1) offer(stateChanged(`cover.c${String(i)}`, 'closed', 'open'));
    await clock.advance(60_000);
    expect([countOf('raised'), countOf('burst')]).toEqual([LIMITS.maxToasts, 500 - LIMITS.maxToasts]);
    await clock.advance(LIMITS.toastWindowMs);
    expect(toasts).toHaveLength(LIMITS.maxToasts + 1);
  });
});

describe('a rule whose regular expression is slow', () => {
  const long = 'a'.repeat(200_000);

  it.each(['data.text:/(a+)+$/', 'data.text:/(a|a)*b/', 'data.text:/a*a*a*a*a*a*a*b/'])(
    'is no rule where it could take for ever: %s',
    async (query) => {
      const { clock, toasts, offer, alerts } = start([
        ruleOf(query, { id: 'slow' }),
        ruleOf('type:bell', { id: 'bell' }),
      ]);
      offer(haEvent('bell', { text: long }));
      await clock.advance(0);
      expect(toasts).toHaveLength(1);
      expect(alerts).toMatchObject([{ outcome: 'raised' }]);
    },
  );

  it('looks at the beginning of a long text alone where it is slow, and holds up no other rule', async () => {
    const { clock, toasts, offer } = start([
      ruleOf('data.text:/a*a*b/', { id: 'slow', cooldownMs: 0 }),
      ruleOf('type:bell', { id: 'bell', cooldownMs: 0 }),
    ]);
    // A search of the whole text would take hours.
    for (let i = 0; i < 3; i += 1) offer(haEvent('bell', { name: String(i), text: long }));
    await clock.advance(0);
    expect(toasts).toHaveLength(3);
  });
});
