import { expect } from 'vitest';
import { toRequest, streamPath } from '../../../src/core/stream/request.ts';
import { retryDelayMs } from '../../../src/core/stream/retry-policy.ts';
import { playAttempt } from '../../support/play-attempt.ts';
import { NO_REDIRECTS, type BehaviourCase, type LeftOutCase } from './behaviour-case.ts';
import { watchConnection } from './watch-connection.ts';

const BODY = new TextEncoder().encode('data: x\n\n');
const REQUEST = toRequest(
  { baseUrl: 'http://ha.local:8123', credential: { kind: 'none' }, userAgent: 'Porchlight/test' },
  streamPath([]),
  'text/event-stream',
);

async function requestHeader(name: string): Promise<string | undefined> {
  const { request } = await playAttempt({}, REQUEST);
  return request?.headers[name];
}

function mimeCase(name: string, type: string, isRead: boolean): BehaviourCase {
  return {
    name,
    wanted: `\`${type}\` is ${isRead ? 'read' : 'refused'}`,
    async check() {
      const { texts, end, cancelled } = await playAttempt({
        headers: { 'content-type': type },
        chunks: [BODY],
      });
      expect(texts).toEqual(isRead ? ['x'] : []);
      expect(end.failure.code).toBe(isRead ? 'ended' : 'not-event-stream');
      expect(cancelled).toBe(true);
    },
  };
}

const RETRIES =
  'Not read either, but retried later by our own policy: a server that restarts sends all of these for a while.';

function statusCase(status: number, isFinal: boolean): BehaviourCase {
  return {
    name: `request-status-error (${String(status)})`,
    wanted: 'no event, no further request',
    ...(isFinal ? {} : { differs: RETRIES }),
    async check() {
      const { texts, wasLive, cancelled, end } = await playAttempt({
        status,
        headers: { 'content-type': 'text/event-stream' },
        chunks: [BODY],
      });
      expect({ texts, wasLive, cancelled }).toEqual({ texts: [], wasLive: false, cancelled: true });
      expect(end.failure.status).toBe(status);
      expect(retryDelayMs(end.failure, 1, () => 0.5) === null).toBe(isFinal);
    },
  };
}

function redirectCase(status: number): BehaviourCase {
  return {
    name: `request-redirect (${String(status)})`,
    wanted: 'followed',
    differs: NO_REDIRECTS,
    async check() {
      const headers = { location: 'http://other.example/api/stream' };
      const { texts, end } = await playAttempt({ status, headers, chunks: [BODY] });
      expect(texts).toEqual([]);
      expect(end.failure).toEqual({ code: 'redirect', status, redirectTo: 'http://other.example' });
    },
  };
}

/** The cases of web-platform-tests `eventsource/` about requests, answers and reconnection. */
export const WEB_PLATFORM_BEHAVIOURS: readonly BehaviourCase[] = [
  {
    name: 'request-accept',
    wanted: '`Accept: text/event-stream`',
    async check() {
      expect(await requestHeader('accept')).toBe('text/event-stream');
    },
  },
  {
    name: 'request-cache-control',
    wanted: '`Cache-Control: no-cache`',
    async check() {
      expect(await requestHeader('cache-control')).toBe('no-cache');
    },
  },
  mimeCase('format-mime-bogus', 'x bogus', false),
  mimeCase('format-mime-valid-bogus', 'text/x-bogus', false),
  mimeCase('format-mime-trailing-semicolon', 'text/event-stream;', true),
  mimeCase('format-utf-8', 'text/event-stream;charset=windows-1252', true),
  ...[301, 302, 303, 307].map(redirectCase),
  ...[204, 205, 210, 299, 404, 410, 503].map((status) => statusCase(status, status === 204)),
  {
    name: 'eventsource-reconnect (200)',
    wanted: 'a stream that ended is asked for again',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('');
      await watched.breakConnection();
      await watched.openWith('data: data\n\n');
      expect(watched.messages).toEqual(['data']);
    },
  },
  {
    name: 'eventsource-reconnect (events)',
    wanted: 'message, reconnection, message, in this order',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('data: ok\n\n');
      await watched.breakConnection();
      await watched.openWith('data: data\n\n');
      expect(watched.messages).toEqual(['ok', 'data']);
      expect(watched.states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
    },
  },
  {
    name: 'eventsource-close (a 204 after a reconnection)',
    wanted: 'closed for good',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('data: data\n\n');
      await watched.breakConnection();
      watched.streams().at(-1)?.respond(204);
      await watched.clock.advance(24 * 3_600_000);
      expect(watched.streams()).toHaveLength(2);
      expect(watched.states.at(-1)).toBe('stopped');
    },
  },
  {
    name: 'eventsource-close (closed by its owner)',
    wanted: 'no further message, no further request',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('data: data\n\n');
      await watched.connection.stop();
      watched.streams().at(-1)?.send('data: late\n\n');
      await watched.clock.advance(3_600_000);
      expect(watched.messages).toEqual(['data']);
      expect(watched.streams()).toHaveLength(1);
    },
  },
  {
    name: 'eventsource-request-cancellation',
    wanted: 'a request without an answer is given up with its owner',
    async check() {
      const watched = await watchConnection();
      await watched.connection.stop();
      expect(watched.streams().map(({ closed }) => closed)).toEqual([true]);
    },
  },
];

/** What the rest of the folder examines. */
export const WEB_PLATFORM_LEFT_OUT: readonly LeftOutCase[] = [
  {
    name: 'eventsource-constructor-*, eventsource-url, eventsource-prototype, eventsource-eventtarget, eventsource-onmessage-*, eventsource-onopen, dedicated-worker/*, shared-worker/*',
    why: 'The browser object and its documents. Nothing of it is visible in Porchlight; `parseBaseUrl` and its tests check addresses.',
  },
  {
    name: 'eventsource-cross-origin*, request-credentials',
    why: 'Rules of the same-origin policy. Porchlight sends no cookie and no `Origin`, and requests only the address that a person typed.',
  },
];
