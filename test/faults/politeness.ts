import type { HomeConnection } from './home-connection.ts';
import type { RefusedSecret } from './home.ts';
import type { WireRequest } from './http-wire.ts';

/** What a home and the network saw of a client. Times are monotonic ms of virtual time. */
export interface Behaviour {
  /** Every attempt to reach the home, also those that reached nobody. */
  readonly attempts: readonly number[];
  readonly connections: readonly HomeConnection[];
  readonly refused: readonly RefusedSecret[];
  /** When a person asked for a connection, which may use a refused secret once more. */
  readonly askedByPerson: readonly number[];
}

const MAX_A_MINUTE = 12;

/** A sentence for each thing that a guest does not do. */
export function checkPoliteness(behaviour: Behaviour): readonly string[] {
  const { connections } = behaviour;
  const problems = connections.flatMap(({ request }) => (request === null ? [] : checkRequest(request)));
  return [...new Set([...problems, ...checkRate(withoutRecoveries(behaviour)), ...checkRefused(behaviour)])];
}

/** More than one stream at a time. To be asked when nothing is under way. */
export function checkStreams(connections: readonly HomeConnection[]): readonly string[] {
  const open = connections.filter(({ isOpen, request }) => isOpen && request?.path.endsWith('/api/stream'));
  return open.length > 1 ? [`${String(open.length)} streams at once`] : [];
}

/** A recovery has a pace of its own: it rests nine times as long as each answer took. */
const OF_A_RECOVERY = /\/api\/(?:history|logbook|states)/;

function withoutRecoveries({ attempts, connections }: Behaviour): readonly number[] {
  const left = [...attempts];
  for (const { request, acceptedAt } of connections) {
    if (!OF_A_RECOVERY.test(request?.path ?? '')) continue;
    const its = left.findLastIndex((at) => at <= acceptedAt);
    if (its !== -1) left.splice(its, 1);
  }
  return left;
}

function checkRate(attempts: readonly number[]): readonly string[] {
  const isTooFast = attempts.some(
    (at, i) => (attempts[i + MAX_A_MINUTE] ?? Number.POSITIVE_INFINITY) - at < 60_000,
  );
  return isTooFast ? [`more than ${String(MAX_A_MINUTE)} requests in a minute`] : [];
}

function checkRefused({ refused, connections, askedByPerson }: Behaviour): readonly string[] {
  return refused.flatMap(({ secret, at }) => {
    const until = askedByPerson.find((asked) => asked >= at) ?? Number.POSITIVE_INFINITY;
    const again = connections.filter(
      ({ request, acceptedAt }) => request?.secret === secret && acceptedAt > at && acceptedAt < until,
    );
    return again.length === 0 ? [] : [`a refused secret was sent ${String(again.length)} more times`];
  });
}

function checkRequest({ method, path, headers, isWellFormed }: WireRequest): readonly string[] {
  const problems: string[] = [];
  if (!/^Porchlight\/\d/.test(headers.get('user-agent') ?? ''))
    problems.push('a request does not say that it is Porchlight');
  if (method !== 'GET') problems.push(`a ${method} request`);
  if (!isWellFormed) problems.push(`a malformed request for ${path}`);
  if (headers.has('last-event-id')) problems.push('a Last-Event-ID, which Home Assistant never gave');
  if (headers.has('authorization') && headers.has('x-ha-access'))
    problems.push('two credentials in one request');
  return problems;
}
