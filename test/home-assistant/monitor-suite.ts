import { expect, it, onTestFinished } from 'vitest';
import type { Credential } from '../../src/core/servers/credential.ts';
import { describeOwnRow } from '../../src/core/own-rows/own-row-words.ts';
import { describeEvent } from '../../src/core/events/sentence.ts';
import { describeOutcome } from '../../src/core/recovery/describe-recovery.ts';
import { createQueue } from '../../src/core/one-at-a-time.ts';
import { createRecoverGap } from '../../src/core/recovery/recover-gap.ts';
import { runConnectionTest } from '../../src/core/stream/test-connection.ts';
import { createRequestBudget } from '../../src/core/stream/retry-policy.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { rowsIn } from '../support/log-rows.ts';
import { noSeenEvents } from '../support/no-seen-events.ts';
import { passTime } from '../support/pass-time.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { eventOfType, watch, type WatchedMonitor, type WatchOptions } from '../support/watched-monitor.ts';
import { BURST_EVENTS, BURST_TYPE } from './configuration.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import type { RunningHomeAssistant } from './start-home-assistant.ts';
import { HOME_ASSISTANT_RELEASES, type HomeAssistantVersion } from './versions.ts';

/** Home Assistant pings after 50 s without an event. */
const PING_MS = 50_000;

/** Porchlight's monitor against one real server. One file a release calls this, so that they run side by side. */
export async function testMonitorAgainst(version: HomeAssistantVersion): Promise<void> {
  const release = HOME_ASSISTANT_RELEASES.find((known) => known.version === version);
  await describeHomeAssistant(version, (server) => {
    function open(options: Partial<WatchOptions> = {}): WatchedMonitor {
      const watched = watch({ baseUrl: server().url, credential: server().credential, ...options });
      onTestFinished(() => watched.stop());
      return watched;
    }

    it('becomes live, shows the house, and keeps its Unicode', async () => {
      const watched = open();
      await watched.untilState('live');
      await server().fire('porch_test', { text: 'Grüße 🏠 日本語' });
      const { event, seq } = await watched.until('porch_test', eventOfType('porch_test'));
      expect(event.data).toEqual({ text: 'Grüße 🏠 日本語' });
      expect(event.origin).toBe('REMOTE');
      expect(seq).toBeGreaterThan(0);
      await server().toggle();
      const changed = await watched.until('state_changed', (seen) =>
        seen.kind === 'event' &&
        seen.event.data['entity_id'] === 'input_boolean.lamp' &&
        seen.event.event_type === 'state_changed'
          ? seen.event
          : undefined,
      );
      expect(describeEvent(changed)).toMatch(/turned (?:on|off)/);
      expect(watched.monitor.counts().unparsed).toBe(0);
      const said = await watched.until('version', (seen) => (seen.kind === 'version' ? seen : undefined));
      expect(said.version).toBe(version);
    });

    it('stays live over a quiet minute and its ping', async () => {
      const watched = open({ restrict: ['nothing_fires_this'] });
      await watched.untilState('live');
      const pings = (): number => watched.received.join('').split('data: ping\n\n').length - 1;
      expect(pings()).toBe(1);
      await expect.poll(pings, { timeout: PING_MS + 5_000, interval: 500 }).toBe(2);
      expect(watched.monitor.state('home').kind).toBe('live');
      expect(watched.requests.filter((path) => path === '/api/stream')).toHaveLength(1);
    }, 90_000);

    it('gets only the types it restricts to', async () => {
      const watched = open({ restrict: ['porch_wanted', 'porch_also'] });
      await watched.untilState('live');
      await server().fire('porch_other');
      await server().fire('porch_wanted');
      await server().fire('porch_also');
      await watched.until('porch_also', eventOfType('porch_also'));
      const types = watched.events.flatMap((seen) => (seen.kind === 'event' ? [seen.event.event_type] : []));
      expect(types).toEqual(['porch_wanted', 'porch_also']);
    });

    it('makes one request with a wrong secret in a whole day, and the server counts one failed login', async () => {
      const before = server().requestsSeen().failedLogins;
      const { kind } = server().credential;
      const clock = createVirtualClock(Date.now());
      const watched = open({ credential: { kind, secret: 'not-the-secret' }, clock });
      const { reason } = await watched.untilState('stopped');
      expect(reason.code).toBe('unauthorized');
      await expect.poll(() => server().requestsSeen().failedLogins).toBe(before + 1);
      const refusal = watched.refusals[0] ?? null;
      expect(refusal).toMatchObject({ code: 'unauthorized' });
      for (let hour = 0; hour < 24; hour += 1) {
        await passTime(clock, 3_600_000, () => watched.isAsking());
        // A machine that wakes up every hour, as laptops do.
        watched.monitor.wake();
      }
      expect(watched.requests).toHaveLength(1);
      // Porchlight is started again, and again.
      for (let run = 0; run < 3; run += 1) {
        const again = open({ credential: { kind, secret: 'not-the-secret' }, clock, refusal });
        await again.untilState('stopped');
        await passTime(clock, 3_600_000, () => again.isAsking());
        expect(again.requests).toEqual([]);
      }
      expect(server().requestsSeen().failedLogins).toBe(before + 1);
      expect(server().requestsSeen().banned).toEqual([]);
    });

    it('accounts for every event of a burst, each exactly once', async () => {
      const watched = open();
      await watched.untilState('live');
      await server().callService('script', 'burst');
      const numbers = (): unknown[] =>
        watched.events.flatMap((seen) =>
          seen.kind === 'event' && seen.event.event_type === BURST_TYPE ? [seen.event.data['n']] : [],
        );
      await expect.poll(() => numbers().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(BURST_EVENTS);
      await server().fire('porch_after_burst');
      await watched.until('porch_after_burst', eventOfType('porch_after_burst'));
      expect(numbers().sort((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: BURST_EVENTS }, (_, n) => n),
      );
      const rows = rowsIn(watched.monitor).filter(({ type }) => type === BURST_TYPE);
      expect(new Set(rows.map(({ seq }) => seq)).size).toBe(BURST_EVENTS);
      const { received, unparsed, oversize, gaps } = watched.monitor.counts();
      expect({ unparsed, oversize, gaps }).toEqual({ unparsed: 0, oversize: 0, gaps: 0 });
      expect(received).toBe(watched.events.filter(({ kind }) => kind === 'event').length);
    }, 60_000);

    it('says in words that a server without a recorder gives nothing back', async () => {
      const clock = createVirtualClock(Date.now());
      const paths: string[] = [];
      const transport = createHttpTransport();
      let asking = 0;
      const recover = createRecoverGap(
        { from: Date.now() - 60_000, to: Date.now() },
        {
          clock,
          transport: (request) => {
            paths.push(new URL(request.url).pathname.replace(/\d{4}-.*/, ''));
            asking += 1;
            return transport(request).finally(() => {
              asking -= 1;
            });
          },
          target: toTarget(server(), server().credential),
          restrict: [],
          queue: createQueue(1),
          budget: createRequestBudget(() => clock.monotonic()),
          signal: new AbortController().signal,
        },
      );
      let words = '';
      const done = recover(noSeenEvents(), () => Promise.resolve()).then((outcome) => {
        words = describeOutcome(0, outcome, Date.now());
      });
      while (words === '') await passTime(clock, 5_000, () => asking > 0);
      await done;
      expect(words).toBe('nothing recovered, because this server keeps no history');
      const round = ['/api/states', '/api/logbook/', '/api/history/period/'];
      expect(paths).toEqual([...round, ...round, ...round]);
    });

    if (release?.credentialKind === 'password') {
      it('takes the password in the query where its owner chose that', async () => {
        const watched = open({ credential: { kind: 'query', secret: server().credential.secret } });
        await watched.untilState('live');
        await server().fire('porch_query');
        await watched.until('porch_query', eventOfType('porch_query'));
      });
    } else {
      it('tells a user who is not an administrator from a bad token', async () => {
        const watched = open({ credential: { kind: 'bearer', secret: server().plainToken ?? '' } });
        const { reason } = await watched.untilState('stopped');
        expect(reason.code).toBe('not-admin');
        expect(watched.requests).toEqual(['/api/', '/api/stream']);
      });
    }

    it('answers all six questions of the connection test', async () => {
      const steps = await runConnectionTest({
        transport: createHttpTransport(),
        clock: systemClock,
        target: toTarget(server(), server().credential),
        server: { name: 'Home', baseUrl: server().url, credentialKind: server().credential.kind },
        onStep: () => undefined,
        signal: new AbortController().signal,
      });
      expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
        'reachable passed',
        'certificate skipped',
        'version passed',
        'token passed',
        'administrator passed',
        'ping passed',
      ]);
      expect(steps[2]?.message).toContain(version);
    });

    it('records a gap when the server stops, and is live again by itself after its restart', async () => {
      const watched = open();
      await watched.untilState('live');
      await server().stop();
      const { reason } = await watched.untilState('waiting', 20_000);
      expect(['ended', 'reset']).toContain(reason.code);
      watched.forget();
      await server().start();
      await watched.untilState('live', 70_000);
      const own = await watched.until('gap', (seen) =>
        seen.kind === 'own' && seen.own.kind === 'gap' ? seen.own : undefined,
      );
      expect(own.gap.to).toBeGreaterThan(own.gap.from);
      expect(describeOwnRow(own)).toMatch(/^Disconnected/);
      await server().fire('porch_after');
      await watched.until('porch_after', eventOfType('porch_after'));
    }, 120_000);
  });
}

function toTarget(
  server: RunningHomeAssistant,
  credential: Credential,
): Parameters<typeof runConnectionTest>[0]['target'] {
  return { baseUrl: server.url, credential, userAgent: 'Porchlight/test' };
}
