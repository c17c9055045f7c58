import { expect, it, onTestFinished } from 'vitest';
import type { HaEvent } from '../../src/core/events/event.ts';
import { isFailedLogin } from '../../src/core/events/failed-login.ts';
import { describeEvent } from '../../src/core/events/sentence.ts';
import { toneOf } from '../../src/core/events/tone.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import { openRawStream } from './raw-stream.ts';

/** A failed login is on the stream of a server of today only as a warning of its log, and only where its owner asks for it. */
await describeHomeAssistant(
  '2024.3.3',
  (server) => {
    it('tells of a failed login where its log is fired as events, and in no other way', async () => {
      const witness = await openRawStream(server());
      onTestFinished(() => {
        witness.close();
      });
      const headers = { authorization: 'Bearer wrong' };
      expect((await fetch(`${server().url}/api/`, { headers })).status).toBe(401);
      const failedLogins = (): readonly HaEvent[] =>
        witness
          .events()
          .map((event) => ({ ...event, origin: 'LOCAL' }))
          .filter(isFailedLogin);
      await expect.poll(() => failedLogins().length, { timeout: 20_000 }).toBe(1);
      const [failed] = failedLogins();
      expect(failed?.event_type).toBe('system_log_event');
      expect(failed === undefined ? '' : describeEvent(failed)).toMatch(
        /^Failed login: Login attempt or request with invalid authentication from /,
      );
      expect(failed === undefined ? '' : toneOf(failed)).toBe('bad');
    }, 60_000);
  },
  { extra: { system_log: { fire_event: true } } },
);
