import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { describeOwnRow } from '../../src/core/own-rows/own-row-words.ts';
import type { HaEvent } from '../../src/core/events/event.ts';
import type { MonitorEvent } from '../../src/core/monitor/monitor-contract.ts';
import { rowsIn } from '../support/log-rows.ts';
import { eventOfType, watch, type WatchedMonitor } from '../support/watched-monitor.ts';
import { createCuttableWay } from './cuttable-way.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import { openRawStream, type RawEvent } from './raw-stream.ts';
import type { RunningHomeAssistant } from './start-home-assistant.ts';
import type { HomeAssistantVersion } from './versions.ts';

/** Events that the logbook of any version has something to say about. */
const LOGGED_TYPES = ['automation_triggered', 'script_started', 'logbook_entry'];

/** What a real recorder gives back of a gap. The witness is a second stream, read without any of Porchlight's code. */
export async function testRecoveryAgainst(version: HomeAssistantVersion): Promise<void> {
  await describeHomeAssistant(
    version,
    (server) => {
      it('gives back what a cut stream missed, each once, nothing that came live, and only wanted types', async () => {
        const witness = await openRawStream(server());
        const way = await createCuttableWay(server().url);
        const from = { baseUrl: way.url, credential: server().credential };
        const watched = watch(from);
        const narrow = watch({ ...from, restrict: ['porch_test', 'logbook_entry'] });
        onTestFinished(async () => {
          witness.close();
          await Promise.all([watched.stop(), narrow.stop()]);
          await way.close();
        });
        await watched.untilState('live');
        await narrow.untilState('live');
        // What a server does while it starts is not what a gap missed.
        await delay(1_500);
        await server().setState('sensor.short_lived', 'm0');
        await server().fire('porch_test');
        await narrow.until('porch_test', eventOfType('porch_test'));
        await server().setState('sensor.t', 'before', { friendly_name: 'T' });
        await watched.until('the state before', isNewState('before'));

        way.cut();
        await missSomething(server());
        way.mend();
        watched.forget();
        await watched.untilState('live', 60_000);
        await server().setState('sensor.t', 'after', { friendly_name: 'T' });
        await watched.until('the state after', isNewState('after'));
        await server().toggle();
        const recovered = await recoveryOf(watched);
        const events = recovered.events.map(({ event }) => event);

        const missed = witness.events().filter((event) => !liveKeys(watched).has(keyOf(event)));
        const changes = missed.filter((event) => isRecorded(event, version));
        expect(changes.map(stateOf)).toEqual(
          expect.arrayContaining(['m1', 'm2', 'm3', 'm4', 'm5', undefined]),
        );
        expect(events.filter(isChange).map(keyOf).sort()).toEqual(changes.map(keyOf).sort());
        // A cause is given only where it is the true one.
        const causes = new Map(changes.map((event) => [keyOf(event), event.context?.id]));
        for (const event of events.filter(isChange)) {
          expect([undefined, causes.get(keyOf(event))]).toContain(event.context?.id);
        }
        const logged = missed.filter(({ event_type: type }) => LOGGED_TYPES.includes(type));
        expect(logged.length).toBeGreaterThanOrEqual(2);
        expect(
          events
            .filter((event) => !isChange(event))
            .map(({ time_fired: at }) => at)
            .sort(),
        ).toEqual(logged.map(({ time_fired: at }) => at).sort());

        const words = `${String(events.length)} events recovered`;
        expect(describeOwnRow(recovered.own)).toMatch(new RegExp(`^Disconnected .*, ${words}$`));
        const all = rowsIn(watched.monitor);
        const gapAt = all.findIndex(({ seq }) => seq === recovered.seq);
        expect(all.slice(gapAt + 1, gapAt + 1 + events.length).every((row) => row.recovered)).toBe(true);
        expect(all.filter((row) => row.recovered).map(({ seq }) => seq)).toEqual(
          recovered.events.map(({ seq }) => seq),
        );

        const wanted = (await recoveryOf(narrow)).events.map(({ event }) => event);
        expect(new Set(wanted.map(({ event_type: type }) => type))).toEqual(new Set(['logbook_entry']));
        expect(wanted.map(({ data }) => data['message'])).toContain('said hi');
        expect(wanted.map(({ data }) => data['entity_id'])).not.toContain('input_boolean.lamp');
        expect(server().requestsSeen().failedLogins).toBe(0);
      }, 120_000);
    },
    { keepsHistory: true },
  );
}

function recoveryOf(watched: WatchedMonitor): Promise<Extract<MonitorEvent, { kind: 'recovered' }>> {
  return watched.until('what was missed', (seen) => (seen.kind === 'recovered' ? seen : undefined), 60_000);
}

/** Some seconds in which states change, an entity goes, an automation and a script run, and a person writes a word. */
async function missSomething(server: RunningHomeAssistant): Promise<void> {
  for (const state of ['m1', 'm2', 'm3', 'm4', 'm5']) {
    await server.setState('sensor.t', state, { friendly_name: 'T' });
    await delay(150);
  }
  await server.toggle();
  await server.toggle();
  await server.setState('sensor.short_lived', 'm1');
  await server.removeState('sensor.short_lived');
  await server.callService('logbook', 'log', { name: 'Somebody', message: 'said hi' });
  await delay(1_000);
}

function isChange({ event_type: type }: HaEvent | RawEvent): boolean {
  return type === 'state_changed';
}

function stateOf({ data }: HaEvent | RawEvent): string | undefined {
  return (data['new_state'] as { state: string } | null)?.state;
}

/** Entity, state and moment: what one change is. */
function keyOf(event: HaEvent | RawEvent): string {
  if (!isChange(event)) return `${event.event_type} ${event.time_fired}`;
  const next = event.data['new_state'] as { last_updated: string } | null;
  return `${String(event.data['entity_id'])} ${String(stateOf(event))} ${next?.last_updated ?? event.time_fired}`;
}

/** Until some version after 0.100 the history has no change of attributes alone, and none of a script without a delay. */
function isRecorded(event: RawEvent, version: HomeAssistantVersion): boolean {
  if (!isChange(event)) return false;
  const next = event.data['new_state'] as { last_updated: string; last_changed: string } | null;
  const isAttribute = next !== null && next.last_changed !== next.last_updated;
  // Only its count and its last run change, which this version does not record: by the recorder nothing happened.
  if (version === '2024.3.3')
    return !(isAttribute && String(event.data['entity_id']).startsWith('automation.'));
  return !isAttribute && !String(event.data['entity_id']).startsWith('script.');
}

/** All that came live in this run, also what the test has forgotten since. */
function liveKeys({ monitor }: WatchedMonitor): ReadonlySet<string> {
  const rows = rowsIn(monitor).filter((row) => row.kind === 'event' && !row.recovered);
  const raws = rows.map(({ seq }) => monitor.readEvent(seq)?.raw ?? '{}');
  return new Set(raws.map((raw) => keyOf(JSON.parse(raw) as RawEvent)));
}

function isNewState(state: string): (seen: WatchedMonitor['events'][number]) => true | undefined {
  return (seen) =>
    seen.kind === 'event' && isChange(seen.event) && stateOf(seen.event) === state ? true : undefined;
}
