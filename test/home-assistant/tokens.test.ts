import { expect, it, onTestFinished } from 'vitest';
import { passTime } from '../support/pass-time.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { eventOfType, watch, type WatchedMonitor, type WatchOptions } from '../support/watched-monitor.ts';
import { createCuttableWay } from './cuttable-way.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';

/** Failed logins from one address before Home Assistant bans it. */
const THRESHOLD = 3;

// One server for all, so that failed logins add up as they do in a home: it never resets the count for a stream.
await describeHomeAssistant(
  '2024.3.3',
  (server) => {
    function open(options: Partial<WatchOptions> = {}): WatchedMonitor {
      const watched = watch({ baseUrl: server().url, credential: server().credential, ...options });
      onTestFinished(() => watched.stop());
      return watched;
    }

    it('goes on streaming with a token that was revoked, and stops after one request once it is cut', async () => {
      const way = await createCuttableWay(server().url);
      onTestFinished(() => way.close());
      const secret = server().spareToken ?? '';
      const watched = open({ baseUrl: way.url, credential: { kind: 'bearer', secret } });
      await watched.untilState('live');
      await watched.until('version', (seen) => (seen.kind === 'version' ? seen : undefined));
      await server().revokeSpareToken();
      await server().fire('porch_revoked');
      await watched.until('porch_revoked', eventOfType('porch_revoked'));
      expect(watched.monitor.state('home').kind).toBe('live');
      expect(server().requestsSeen().failedLogins).toBe(0);

      const asked = watched.requests.length;
      way.cut();
      way.mend();
      const { reason } = await watched.untilState('stopped', 20_000);
      expect(reason.code).toBe('unauthorized');
      await expect.poll(() => server().requestsSeen().failedLogins).toBe(1);
      expect(watched.requests.slice(asked)).toEqual(['/api/stream']);
      expect(watched.refusals).toMatchObject([{ code: 'unauthorized' }]);
    }, 60_000);

    it('asks once with a user who is not an administrator, and never again in a day', async () => {
      const clock = createVirtualClock(Date.now());
      const credential = { kind: 'bearer', secret: server().plainToken ?? '' } as const;
      const watched = open({ credential, clock });
      const { reason } = await watched.untilState('stopped');
      expect(reason.code).toBe('not-admin');
      await passTime(clock, 86_400_000, () => watched.isAsking());
      expect(watched.requests).toEqual(['/api/', '/api/stream']);
      await expect.poll(() => server().requestsSeen().failedLogins).toBe(THRESHOLD - 1);
    }, 60_000);

    it('is not banned by all of this: one failure more would have done it', async () => {
      const watched = open();
      await watched.untilState('live');
      expect(server().requestsSeen().banned).toEqual([]);
      await watched.stop();
      open({ credential: { kind: 'bearer', secret: 'not-a-token' } });
      await expect.poll(() => server().requestsSeen().banned).toEqual(['127.0.0.1']);
    });

    it('takes a ban for a ban, and does not knock again by itself', async () => {
      const clock = createVirtualClock(Date.now());
      const watched = open({ clock });
      const { reason } = await watched.untilState('stopped');
      expect(reason.code).toBe('banned');
      await passTime(clock, 86_400_000, () => watched.isAsking());
      expect(watched.requests).toHaveLength(1);
    }, 60_000);
  },
  { loginAttemptsThreshold: THRESHOLD },
);
