import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { ConnectionSpan } from '../../../src/core/history/history.ts';
import { keyAt } from '../../../src/core/log/keys.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import { backTest } from '../../../src/core/rules/back-test.ts';
import { toWordsContext } from '../../../src/core/rules/due-words.ts';
import { createCaptureReplay } from '../../../src/core/rules/replay-capture.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { toNotification } from '../../../src/core/rules/wording.ts';
import { haEvent, stateChanged, type Side } from '../../support/event-builders.ts';
import { createListedHistory } from '../../support/listed-history.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const SECOND = 1_000;
const START = Date.UTC(2026, 10, 21, 12);
const NAMES = new Map([['home', 'Home']]);
const WORDS = toWordsContext('home', { serverNames: NAMES }, createRedactor(DEFAULT_REDACTION));

/** What happens to some things, each with the seconds that pass before. States follow one another as they do at a server. */
const LOST = ['unavailable', 'unknown', null];
const STATES: readonly (readonly [string, readonly (string | null)[]])[] = [
  ['cover.a', ['open', 'open', 'closed', 'closed', ...LOST]],
  ['cover.b', ['open', 'closed', ...LOST]],
  ['person.ann', ['home', 'not_home', ...LOST]],
  ['sensor.t', ['5', '9', '12', ...LOST]],
  ['sun.sun', ['above_horizon', 'below_horizon']],
  ['attributes', [null]],
  ['link', ['down', 'up']],
  ['bell', [null]],
];
const step = fc.record({
  waitS: fc.constantFrom(0, 1, 3, 10, 60, 700),
  change: fc
    .constantFrom(...STATES)
    .chain(([what, states]) => fc.constantFrom(...states).map((to) => ({ what, to }))),
});

const query = fc.constantFrom(
  'entity:cover.a to:open',
  'entity:cover.* to:open',
  'class:door to:open',
  'class:door -to:open',
  'entity:cover.a from:closed',
  'entity:sensor.t from:<=8 to:>8',
  'to:(open OR unavailable) entity:cover.*',
  'entity:cover.a',
  'domain:cover',
  'type:bell',
  'type:bell OR to:open',
  'to:open',
  '-entity:cover.b to:closed',
);
const timing: fc.Arbitrary<Rule['timing']> = fc.oneof(
  fc.constant({ kind: 'at-once' } as const),
  fc.constantFrom(1, 10, 60, 600).map((s) => ({ kind: 'for', ms: s * SECOND }) as const),
  fc.constantFrom(10, 60, 600).map((s) => ({ kind: 'silent', ms: s * SECOND }) as const),
  fc.tuple(fc.integer({ min: 2, max: 3 }), fc.constantFrom(10, 600)).map(([count, s]) => {
    return { kind: 'times', count, withinMs: s * SECOND } as const;
  }),
);
/** "12:05", as the clock on the wall shows it so many minutes after the start. */
function clockAt(minute: number): string {
  return new Date(START + minute * 60 * SECOND).toTimeString().slice(0, 5);
}

const condition: fc.Arbitrary<Rule['onlyIf'][number]> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 1, max: 120 }))
    .map(([from, minutes]) => {
      return {
        kind: 'hours',
        from: clockAt(from),
        to: clockAt(from + minutes),
        days: [0, 1, 2, 3, 4, 5, 6],
      } as const;
    })
    .map((each) => ({ ...each, days: [...each.days] })),
  fc.constant({ kind: 'everybody-away' } as const),
  fc.constant({ kind: 'sun', is: 'down' } as const),
  fc
    .constantFrom('in', 'not-in')
    .map((is) => {
      return { kind: 'state', entity: 'cover.b', is, states: ['open', 'unavailable'] } as const;
    })
    .map((each) => ({ ...each, states: [...each.states] })),
);
const rule = fc
  .record({
    query,
    timing,
    onlyIf: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(condition, { maxLength: 2 })),
    cooldownMs: fc.constantFrom(0, 10 * SECOND, 600 * SECOND),
    maxPerHour: fc.constantFrom(null, 1, 3),
    level: fc.constantFrom('quiet', 'normal', 'critical'),
  })
  .map(({ query: text, ...rest }) => ruleOf(text, rest));

/** A rule that waits, first for its time and then for a condition. */
const waiting = fc
  .record({
    query: fc.constantFrom('entity:cover.a to:open', 'domain:cover', 'entity:cover.a from:closed', 'to:open'),
    timing: fc
      .tuple(fc.constantFrom('for', 'silent'), fc.constantFrom(1, 10, 60))
      .map(([kind, s]) => ({ kind, ms: s * SECOND })),
    onlyIf: fc.array(condition, { minLength: 1, maxLength: 2 }),
  })
  .map(({ query: text, ...rest }) => ruleOf(text, rest));

/** An event, or that the link comes or goes. */
interface Moment {
  readonly at: number;
  readonly event: HaEvent | null;
  readonly isLive: boolean;
}

interface Step {
  readonly waitS: number;
  readonly change: { readonly what: string; readonly to: string | null };
}

function play(steps: readonly Step[]): readonly Moment[] {
  let at = START;
  let isLive = true;
  const states = new Map<string, string | null>();
  return steps.flatMap(({ waitS, change: { what, to } }) => {
    at += waitS * SECOND;
    const dated = (event: HaEvent): Moment[] => {
      return [{ at, isLive, event: { ...event, time_fired: new Date(at).toISOString() } }];
    };
    if (what === 'link') {
      // Of one millisecond, nobody knows later whether an event or the link came first.
      at += 1;
      isLive = to === 'up';
      return [{ at, isLive, event: null }];
    }
    if (what === 'bell') return dated(haEvent('bell', { name: 'front' }));
    const entity = what === 'attributes' ? 'cover.a' : what;
    const side = (state: string | null, battery = 1): Side =>
      state === null ? null : [state, { device_class: 'door', battery }];
    const before = states.get(entity) ?? null;
    if (what === 'attributes')
      return before === null ? [] : dated(stateChanged(entity, side(before), side(before, 2)));
    if (before === to) return [];
    states.set(entity, to);
    return dated(stateChanged(entity, side(before), side(to)));
  });
}

/** What somebody is told while it happens, the newest fifty as "second title". */
async function live(rules: readonly Rule[], moments: readonly Moment[], until: number) {
  const clock = createVirtualClock(START);
  const told: string[] = [];
  const alerts = createAlerts({
    clock,
    notify: () => Promise.resolve(true),
    earlier: [],
    onAlert: ({ title, outcome, at }) => {
      if (outcome === 'raised' || outcome === 'quiet' || outcome === 'burst')
        told.push(`${String((at - START) / SECOND)} ${title}`);
    },
  });
  alerts.followServers(NAMES);
  alerts.follow({ enabled: true, pausedUntil: null, rules: [...rules] });
  alerts.link('home', true);
  for (const [i, { at, event, isLive }] of moments.entries()) {
    await clock.advance(at - clock.now());
    if (event === null) alerts.link('home', isLive);
    else alerts.offer({ event, seq: keyAt(at) + i, serverId: 'home' });
  }
  await clock.advance(until - clock.now());
  alerts.stop();
  return told.slice(-50);
}

/** When the link was there. */
function spansOf(moments: readonly Moment[]): readonly ConnectionSpan[] {
  const spans: ConnectionSpan[] = [];
  let from: number | null = 0;
  const close = (to: number | null): void => {
    if (from !== null) spans.push({ kind: 'live', serverId: 'home', from, to, code: '' });
  };
  for (const { at, event, isLive } of moments) {
    if (event !== null || isLive === (from !== null)) continue;
    close(at);
    from = isLive ? at : null;
  }
  close(null);
  return spans.toReversed();
}

describe('a rule', () => {
  it.each([
    ['whatever happens', rule, 1_000, 300],
    ['also where it waits for a condition', waiting, 500, 100],
  ])('tells the same live and over the history, %s', async (_name, rules, numRuns, atLeast) => {
    let tells = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
        rules,
        async (steps, one) => {
          const moments = play(steps);
          const until = (moments.at(-1)?.at ?? START) + 1_000 * SECOND;
          const tried = await backTest(one, {
            history: createListedHistory(
              moments.flatMap(({ event }) => event ?? []),
              [],
              spansOf(moments),
            ),
            serverNames: NAMES,
            days: 1,
            now: until,
            signal: new AbortController().signal,
          });
          const then = tried?.told
            .map(({ at, title }) => `${String((at - START) / SECOND)} ${title}`)
            .toReversed();
          // Summaries of what came too quickly stand beside.
          const now = (await live([one], moments, until)).filter((line) => !/ \d+ more alerts?$/.test(line));
          tells += now.length;
          expect(then).toEqual(now);
        },
      ),
      { numRuns },
    );
    expect(tells).toBeGreaterThan(atLeast);
  });

  it('tells the same live and over a file of events, together with others', async () => {
    let tells = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        async (steps, some) => {
          const rules = some.map((each, at) => ({ ...each, id: String(at) }));
          const moments = play(steps.filter(({ change }) => change.what !== 'link'));
          const last = moments.at(-1)?.at ?? START;
          const then: string[] = [];
          const replay = createCaptureReplay(rules, { serverNames: NAMES }, (decision) => {
            const { title } = toNotification(decision, WORDS);
            then.push(`${String((decision.at - START) / SECOND)} ${title}`);
          });
          const events = moments.flatMap(({ at, event }) => (event === null ? [] : [{ at, event }]));
          for (const { event } of events) replay.lookAhead(event, 'home');
          for (const [i, { at, event }] of events.entries())
            replay.take({ at, event, seq: keyAt(at) + i, serverId: 'home' });
          replay.end();
          const now = (await live(rules, moments, last)).filter((line) => !/ \d+ more alerts?$/.test(line));
          tells += now.length;
          expect(then.slice(-50).toSorted()).toEqual(now.toSorted());
        },
      ),
      { numRuns: 500 },
    );
    expect(tells).toBeGreaterThan(300);
  });
});
