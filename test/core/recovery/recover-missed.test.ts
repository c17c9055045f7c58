import { describe, expect, it, vi } from 'vitest';
import { describeOutcome } from '../../../src/core/recovery/describe-recovery.ts';
import type * as EventKey from '../../../src/core/recovery/event-key.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { keysOf } from '../../../src/core/recovery/event-key.ts';
import { toAskedSpan } from '../../../src/core/recovery/recover-gap.ts';
import {
  isRecoverable,
  recoverMissed,
  type MissedEvents,
  type RecoveryOptions,
} from '../../../src/core/recovery/recover-missed.ts';
import type { Recovery } from '../../../src/core/recovery/recovery.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

/** How often the key of an event was made. */
const counted = vi.hoisted(() => ({ keys: 0 }));
vi.mock('../../../src/core/recovery/event-key.ts', async (importReal) => {
  const real = await importReal<typeof EventKey>();
  return {
    ...real,
    keyOf: (event: Parameters<typeof real.keyOf>[0]) => {
      counted.keys += 1;
      return real.keyOf(event);
    },
  };
});

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);
const SPAN = { from: at('02:00:00'), to: at('03:00:00') };

/** Path and names asked for, to status and body. */
type Answer = (path: string, names: string | null) => readonly [number, unknown];

interface Asked {
  readonly recovery: MissedEvents;
  readonly paths: readonly string[];
  /** How often other work had a turn. */
  readonly turns: number;
}

async function recover(answer: Answer, options: Partial<RecoveryOptions> = {}): Promise<Asked> {
  const paths: string[] = [];
  const clock = createVirtualClock();
  let turns = 0;
  let isDone = false as boolean;
  const recovering = recoverMissed({
    clock: {
      ...clock,
      after(delayMs, fn) {
        if (delayMs === 0) turns += 1;
        return clock.after(delayMs, fn);
      },
    },
    target: { baseUrl: 'http://home', credential: { kind: 'none' }, userAgent: 'Porchlight/test' },
    span: SPAN,
    max: LIMITS.maxRecovered,
    entities: { changed: ['light.a', 'light.b'], total: 2, isWhole: true },
    seenEntityIds: [],
    seenKeys: () => Promise.resolve(new Set()),
    restrict: [],
    takePlace: () => Promise.resolve(true),
    signal: new AbortController().signal,
    transport: ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      const names = searchParams.get('filter_entity_id');
      const path = pathname.includes('history') ? 'history' : 'logbook';
      paths.push(names === null ? path : `${path} ${names}`);
      const [status, body] = answer(path, names);
      const chunks = [new TextEncoder().encode(JSON.stringify(body))];
      return Promise.resolve({
        status,
        header: () => undefined,
        read: () => Promise.resolve(chunks.shift() ?? null),
        cancel: () => undefined,
      });
    },
    ...options,
  }).finally(() => {
    isDone = true;
  });
  while (!isDone) await clock.advance(0);
  return { recovery: await recovering, paths, turns };
}

const wordsOf = ({ events, outcome }: Recovery): string => describeOutcome(events.length, outcome, SPAN.to);

const stateOf = (entityId: string, value: string, time: string): object => ({
  entity_id: entityId,
  state: value,
  attributes: {},
  last_changed: `2026-11-21T${time}+00:00`,
  last_updated: `2026-11-21T${time}+00:00`,
});
const HISTORY = [
  [stateOf('light.a', 'off', '02:00:00'), stateOf('light.a', 'on', '02:10:00.000001')],
  [stateOf('light.b', 'off', '02:00:00'), stateOf('light.b', 'on', '02:10:00.000002')],
];
/** Tells a logbook of today from one of 2019. */
const STATE_ENTRY = { when: '2026-11-21T02:10:00+00:00', state: 'on', entity_id: 'light.a' };
const ENTRY = { when: '2026-11-21T02:20:00+00:00', name: 'Me', message: 'said hi' };

describe('recoverMissed', () => {
  it('asks an old server for all at once', async () => {
    const { recovery, paths } = await recover((path) => [200, path === 'logbook' ? [ENTRY] : HISTORY]);
    expect(paths).toEqual(['logbook', 'history']);
    expect(wordsOf(recovery)).toBe('3 events recovered');
  });

  it('does not believe a server of 2016 that finds nothing for several names', async () => {
    const { recovery, paths } = await recover((path, names) => {
      if (path === 'logbook') return [404, {}];
      return names === null ? [200, HISTORY] : [200, []];
    });
    expect(paths).toEqual(['logbook', 'history light.a,light.b', 'history']);
    expect(wordsOf(recovery)).toBe('2 events recovered');
  });

  it('asks also for entities that only the logbook knows', async () => {
    const { paths } = await recover((path) =>
      path === 'logbook' ? [200, [STATE_ENTRY, { ...STATE_ENTRY, entity_id: 'light.gone' }]] : [200, HISTORY],
    );
    expect(paths).toEqual(['logbook', 'history light.a,light.gone,light.b']);
  });

  it('takes the refusal of a server that insists on names for what it is', async () => {
    const { recovery } = await recover((path, names) =>
      path === 'history' && names === null ? [400, { message: 'filter_entity_id is missing' }] : [200, []],
    );
    expect(wordsOf(recovery)).toBe('nothing was missed, by the recorder');
  });

  it('never says that nothing was missed when it could not ask for any entity', async () => {
    const { recovery, paths } = await recover((path) => (path === 'history' ? [400, {}] : [404, {}]), {
      entities: { changed: [], total: 0, isWhole: false },
    });
    expect(paths).toEqual(['logbook', 'history']);
    expect(wordsOf(recovery)).toBe('nothing recovered, because the history could not be read');
  });

  it.each([
    ['404 and 404', 404, 404, 'nothing recovered, because this server keeps no history'],
    ['500 and 404', 500, 404, 'nothing recovered, because the history could not be read'],
    [
      '404 and 200',
      404,
      200,
      '1 event recovered, from the logbook only, because this server keeps no history',
    ],
    ['500 and 200', 500, 200, '1 event recovered, a part of the history could not be read'],
    ['200 and 404', 200, 404, '2 events recovered'],
    ['200 and 500', 200, 500, '2 events recovered, a part of the history could not be read'],
  ])('says what %s of history and logbook mean', async (_name, history, logbook, words) => {
    const { recovery } = await recover((path) =>
      path === 'history' ? [history, HISTORY] : [logbook, [ENTRY]],
    );
    expect(wordsOf(recovery)).toBe(words);
  });

  it('brings back only types that the profile wants, and knows when there can be none', async () => {
    const answer: Answer = (path) => [200, path === 'history' ? HISTORY : [STATE_ENTRY, ENTRY]];
    const states = await recover(answer, { restrict: ['state_changed', 'other'] });
    expect(states.recovery.events).toHaveLength(2);
    const entries = await recover(answer, { restrict: ['logbook_entry'] });
    expect(entries.recovery.events.map(({ event_type: type }) => type)).toEqual(['logbook_entry']);
    expect(isRecoverable(['call_service'])).toBe(false);
    expect(isRecoverable([])).toBe(true);
  });

  it('tells two changes of one millisecond apart, and takes none twice', async () => {
    const twice = [
      [
        stateOf('light.a', '1', '02:10:00.000100'),
        stateOf('light.a', '2', '02:10:00.000200'),
        stateOf('light.a', '2', '02:10:00.000200'),
      ],
    ];
    const { recovery } = await recover((path) => [200, path === 'history' ? twice : []]);
    expect(recovery.events).toHaveLength(2);
    const seen = new Set(recovery.events.flatMap(keysOf));
    const again = await recover((path) => [200, path === 'history' ? twice : []], {
      seenKeys: () => Promise.resolve(seen),
    });
    expect(again.recovery.events).toEqual([]);
  });

  it('works once on each of 14,000 changes, with turns for other work in between', async () => {
    const moment = (i: number): string => new Date(SPAN.from + 1 + i).toISOString();
    const many = Array.from({ length: 14_000 }, (_, i) => ({
      entity_id: 'light.a',
      state: String(i),
      last_updated: moment(i),
    }));
    counted.keys = 0;
    const { recovery, turns } = await recover((path) => [200, path === 'history' ? [many] : []]);
    expect(recovery.events.at(-1)?.data['new_state']).toMatchObject({ state: '13999' });
    expect(recovery.events).toHaveLength(LIMITS.maxRecovered);
    expect(recovery.cutAt).toBe(SPAN.from + 1 + many.length - LIMITS.maxRecovered);
    expect(counted.keys).toBeLessThanOrEqual(3 * many.length);
    const chars = JSON.stringify([many]).length;
    expect(turns).toBeGreaterThanOrEqual(Math.floor(chars / LIMITS.maxCharsAtOnce));
  });

  it('puts what happened within one millisecond in order', async () => {
    const lamp = [stateOf('light.a', 'off', '02:00:00'), stateOf('light.a', 'on', '02:10:00.112615')];
    const script = [stateOf('light.b', 'off', '02:00:00'), stateOf('light.b', 'on', '02:10:00.112015')];
    const { recovery } = await recover((path) => [200, path === 'history' ? [lamp, script] : []]);
    expect(recovery.events.map(({ data }) => data['entity_id'])).toEqual(['light.b', 'light.a']);
  });

  it('knows the words of 2019 about a state that came live', async () => {
    const keys = keysOf({
      event_type: 'state_changed',
      data: { entity_id: 'light.a', old_state: null, new_state: stateOf('light.a', 'on', '02:10:00.999990') },
      origin: 'LOCAL',
      time_fired: '2026-11-21T02:10:01.000010+00:00',
    });
    const seenKeys = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set(keys));
    const words = { when: '2026-11-21T02:10:01.000010+00:00', message: 'turned on', entity_id: 'light.a' };
    const { recovery } = await recover((path) => [200, path === 'history' ? [] : [words, ENTRY]], {
      seenKeys,
    });
    expect(recovery.events.map(({ data }) => data['message'])).toEqual(['said hi']);
  });
});

describe('toAskedSpan', () => {
  const gap = { from: at('02:00:00'), to: at('02:10:00') };

  it.each([
    ['the same', 0, 0, gap.from - 5_000, gap.to + 5_000],
    ['ahead', 600_000, 600_000, gap.from + 595_000, gap.to + 605_000],
    ['behind', -600_000, -600_000, gap.from - 605_000, gap.to - 595_000],
    ['put right in the gap', -600_000, 0, gap.from - 605_000, gap.to + 5_000],
  ])('reaches a little over both ends where the clock of the server is %s', (_, least, most, from, to) => {
    expect(toAskedSpan(gap, { least, most }, { newestAt: null, cutAt: null })).toEqual({
      span: { from, to },
      isCut: false,
    });
  });

  it.each([
    ['just before the gap', gap.from - 2_000, 0, gap.from - 3_000],
    ['long before it', gap.from - 60_000, 0, gap.from - 5_000],
    ['later than can be', gap.from + 60_000, 0, gap.from - 5_000],
    ['before a clock was set', gap.from, 600_000, gap.from - 605_000],
  ])('asks about nothing older than an event that came, %s', (_, newestAt, step, from) => {
    const before = { newestAt, cutAt: null };
    expect(toAskedSpan(gap, { least: -step, most: 0 }, before).span.from).toBe(from);
  });

  it.each([
    ['that came', gap.from, gap.from - 200, 0, gap.from - 200],
    ['but asks further back where a clock was set', gap.from, gap.from - 200, 600_000, gap.from - 605_000],
  ])(
    'asks about nothing older than the oldest known one of a flood, %s',
    (_, newestAt, cutAt, step, from) => {
      expect(toAskedSpan(gap, { least: -step, most: 0 }, { newestAt, cutAt }).span.from).toBe(from);
    },
  );

  it('asks about ten days at most, and says so', () => {
    const long = { from: gap.to - 900_000_000, to: gap.to };
    const { span, isCut } = toAskedSpan(long, { least: 0, most: 9e12 }, { newestAt: null, cutAt: null });
    expect(span.from).toBe(gap.to - 864_000_000 - 5_000);
    expect(isCut).toBe(true);
  });
});
