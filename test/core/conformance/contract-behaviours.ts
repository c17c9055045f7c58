import { expect } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { playAttempt } from '../../support/play-attempt.ts';
import { NO_REDIRECTS, type BehaviourCase, type LeftOutCase } from './behaviour-case.ts';
import { NO_IDS } from './stream-vector.ts';
import { watchConnection, type WatchedConnection } from './watch-connection.ts';

function headersOf(watched: WatchedConnection, index: number): Readonly<Record<string, string>> {
  return watched.streams()[index]?.request.headers ?? {};
}

function redirectCases(status: number): BehaviourCase[] {
  return [
    {
      name: `client follows ${String(status)} redirect`,
      wanted: 'followed',
      differs: NO_REDIRECTS,
      async check() {
        const { end } = await playAttempt({ status, headers: { location: 'http://other.example/' } });
        expect(end.failure).toEqual({ code: 'redirect', status, redirectTo: 'http://other.example' });
      },
    },
    ...Object.entries({ empty: { location: '' }, missing: {} }).map(([action, headers]) => ({
      name: `client handles ${action} Location header with ${String(status)} status`,
      wanted: 'an error, no loop',
      async check() {
        const { end, cancelled } = await playAttempt({ status, headers });
        expect(end.failure.code).toBe('redirect');
        expect(cancelled).toBe(true);
      },
    })),
  ];
}

/** No id that a server sent comes back to it. */
async function checkNoIdIsSent(...texts: readonly string[]): Promise<void> {
  const watched = await watchConnection();
  await watched.openWith(texts.join(''));
  expect(watched.messages).toEqual(['Hello', 'World'].slice(0, texts.length));
  await watched.breakConnection();
  expect(watched.streams()).toHaveLength(2);
  expect(headersOf(watched, 1)).not.toHaveProperty('last-event-id');
}

const HTTP_BEHAVIOUR: readonly BehaviourCase[] = [
  {
    name: 'default method and headers',
    wanted: 'GET, `Accept: text/event-stream`, `Cache-Control: no-cache`, no `Last-Event-Id`',
    async check() {
      const watched = await watchConnection();
      expect(watched.streams()[0]?.request.method).toBe('GET');
      expect(headersOf(watched, 0)).toMatchObject({
        accept: 'text/event-stream',
        'cache-control': 'no-cache',
      });
      expect(headersOf(watched, 0)).not.toHaveProperty('last-event-id');
    },
  },
  {
    name: '204 halts re-connection attempts',
    wanted: 'one request',
    async check() {
      const watched = await watchConnection();
      watched.streams()[0]?.respond(204);
      await watched.clock.advance(24 * 3_600_000);
      expect(watched.streams()).toHaveLength(1);
    },
  },
  ...redirectCases(301),
  ...redirectCases(307),
  {
    name: 'custom headers',
    wanted: 'sent as given',
    async check() {
      const watched = await watchConnection();
      expect(headersOf(watched, 0)).toMatchObject({ 'x-ha-access': 'pw', 'user-agent': 'Porchlight/test' });
    },
  },
];

const RECONNECTION: readonly BehaviourCase[] = [
  {
    name: 'caller can trigger a restart',
    wanted: 'a new request at once',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('data: Hello\n\n');
      watched.connection.reconnect();
      await watched.clock.advance(0);
      await watched.openWith('data: Thanks\n\n');
      expect(watched.messages).toEqual(['Hello', 'Thanks']);
      expect(watched.streams().map(({ closed }) => closed)).toEqual([true, false]);
    },
  },
  {
    name: 'sends ID of last received event',
    wanted: '`Last-Event-Id` with the id',
    differs: NO_IDS,
    check: () => checkNoIdIsSent('id: abc\ndata: Hello\n\n'),
  },
  {
    name: 'sends ID of last received event that had an ID if later events did not',
    wanted: '`Last-Event-Id` with the id',
    differs: NO_IDS,
    check: () => checkNoIdIsSent('id: abc\ndata: Hello\n\n', 'data: World\n\n'),
  },
  {
    name: 'last event ID can be explicitly overridden with an empty value',
    wanted: 'no `Last-Event-Id`',
    check: () => checkNoIdIsSent('id: abc\ndata: Hello\n\n', 'id: \ndata: World\n\n'),
  },
  {
    name: 'can set read timeout',
    wanted: 'silence ends the stream, a new one is asked for',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('data: Hello\n\n');
      await watched.clock.advance(LIMITS.silenceMs - 1);
      expect(watched.streams()).toHaveLength(1);
      await watched.clock.advance(LIMITS.backoffFirstMs + 1);
      expect(watched.streams().map(({ closed }) => closed)).toEqual([true, false]);
    },
  },
  {
    name: 'discards partial messages on retry',
    wanted: 'the unfinished event never appears',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('id: abc\ndata: Hello\n\nid: def\ndata: Goodbye');
      await watched.breakConnection();
      await watched.openWith('data: We meet again\n\n');
      expect(watched.messages).toEqual(['Hello', 'We meet again']);
    },
  },
  {
    name: 'new connection established after breaking previous is functional',
    wanted: 'events of the second stream arrive',
    async check() {
      const watched = await watchConnection();
      await watched.openWith('id: abc\ndata: Hello\n\n');
      await watched.breakConnection();
      await watched.openWith('id: def\ndata: World\n\n');
      expect(watched.messages).toEqual(['Hello', 'World']);
    },
  },
];

/** The cases of LaunchDarkly's sse-contract-tests about requests, answers and reconnection. */
export const CONTRACT_BEHAVIOURS: readonly BehaviourCase[] = [
  ...HTTP_BEHAVIOUR.map((behaviour) => ({ ...behaviour, name: `HTTP behavior: ${behaviour.name}` })),
  ...RECONNECTION.map((behaviour) => ({ ...behaviour, name: `reconnection: ${behaviour.name}` })),
];

/** Cases of optional features. */
export const CONTRACT_LEFT_OUT: readonly LeftOutCase[] = [
  {
    name: 'HTTP behavior: POST request, REPORT request; reconnection: resends request body if any when reconnecting',
    why: 'Home Assistant serves its stream to GET only.',
  },
  { name: 'HTTP behavior: sends Last-Event-Id in initial request if set', why: NO_IDS },
];
