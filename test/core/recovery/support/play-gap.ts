import fc from 'fast-check';
import type { HaEvent } from '../../../../src/core/events/event.ts';
import { createMonitor } from '../../../../src/core/monitor/monitor.ts';
import { rowsIn } from '../../../support/log-rows.ts';
import { HOME_PROFILE } from '../../../support/sample-profile.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import { createRecordedHome, type Happening } from './recorded-home.ts';

const ENTITIES = ['light.a', 'sensor.b', 'lock.c', 'sensor.d'];
const LENGTH_MS = 60_000;

export interface Story {
  readonly happenings: readonly Happening[];
  readonly leadMs: number;
  readonly cutAtMs: number;
  readonly gapMs: number;
  readonly latencies: readonly number[];
  readonly turn: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  atMicros: fc.oneof(
    fc.integer({ min: 1_000, max: LENGTH_MS * 1_000 }),
    // Many within a few milliseconds.
    fc.integer({ min: 20_000_000, max: 20_003_000 }),
  ),
  entityId: fc.constantFrom(...ENTITIES),
  kind: fc.constantFrom('state' as const, 'state' as const, 'entry' as const),
});

export const arbitraryStory: fc.Arbitrary<Story> = fc.record({
  happenings: fc.uniqueArray(happening, {
    maxLength: 120,
    selector: ({ atMicros, entityId, kind }) => `${kind} ${entityId} ${String(atMicros)}`,
  }),
  leadMs: fc.constantFrom(0, 700, -600_000, 600_000, 86_400_000),
  cutAtMs: fc.integer({ min: 5_000, max: 30_000 }),
  gapMs: fc.integer({ min: 1_000, max: 25_000 }),
  latencies: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 5 }),
  turn: fc.nat(7),
});

/** What tells the event of one happening from another's. */
function nameOf({ event_type: type, data, time_fired: fired }: HaEvent): string {
  const next = data['new_state'] as { last_updated: string } | null | undefined;
  const kind = type === 'state_changed' ? 'state' : 'entry';
  return `${kind} ${String(data['entity_id'])} ${next?.last_updated ?? fired}`;
}

export interface Seen {
  readonly expected: readonly string[];
  readonly live: readonly string[];
  readonly recovered: readonly string[];
  readonly gapText: string;
}

/** Plays a story with a gap in it, and tells which events came, and how. */
export async function playGap({ happenings, leadMs, cutAtMs, gapMs, latencies, turn }: Story): Promise<Seen> {
  const clock = createVirtualClock();
  const home = createRecordedHome({
    clock,
    entityIds: ENTITIES,
    happenings,
    leadMs,
    latencyMs: (n) => latencies[n % latencies.length] ?? 0,
    shuffle: (list) => [...list.slice(turn), ...list.slice(0, turn)],
  });
  const monitor = createMonitor({
    clock,
    random: () => 0.5,
    transport: home.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    notify: () => Promise.resolve(true),
  });
  const live: string[] = [];
  const recovered: string[] = [];
  monitor.onEvent((event) => {
    if (event.kind === 'event') {
      live.push(nameOf(event.event));
      if (live.length % 3 === 0) monitor.setBookmark(event.seq, true);
    }
    if (event.kind === 'recovered') recovered.push(...event.events.map((late) => nameOf(late.event)));
  });
  monitor.setServers([HOME_PROFILE]);
  await clock.advance(cutAtMs);
  home.cut();
  await clock.advance(gapMs);
  home.mend();
  await clock.advance(LENGTH_MS + 600_000 - cutAtMs - gapMs);
  await monitor.stop();
  const gapText = rowsIn(monitor).find(({ kind }) => kind === 'gap')?.text ?? '';
  return { expected: happenings.map(home.nameOf), live, recovered, gapText };
}
