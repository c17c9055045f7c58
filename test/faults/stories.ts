import type { Credential } from '../../src/core/servers/credential.ts';
import { describeFailure, type FailureWords } from '../../src/core/stream/describe-failure.ts';
import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import type { HomeConnection } from './home-connection.ts';
import type { Home } from './home.ts';
import type { WireRequest } from './http-wire.ts';
import type { Place } from './place.ts';
import type { World } from './world.ts';

export const SECRET = 'made-up-secret';

export const CREDENTIALS: readonly [Credential, ...Credential[]] = [
  { kind: 'none' },
  { kind: 'bearer', secret: SECRET },
  { kind: 'password', secret: SECRET },
  { kind: 'query', secret: SECRET },
];

/** A home with one of the four kinds of access, in which something happens now and then. Not connected yet. */
export async function settleIn(world: World, name = 'home'): Promise<Place> {
  const place = await world.addPlace(name, { credential: pickOne(world.random, CREDENTIALS) });
  place.home.live(between(world.random, 500, 10_000));
  return place;
}

/** The same, connected. */
export async function startLiving(world: World): Promise<Place> {
  const place = await settleIn(world);
  await world.follow();
  await world.untilLive(10_000, place);
  return place;
}

/** Requests for the stream, oldest first. */
export function streamsOf(home: Home): readonly HomeConnection[] {
  return home.connections.filter(({ request }) => request?.path.endsWith('/api/stream'));
}

/** Waits of a place: never above a minute, and not all alike. */
export function expectBackoff(world: World, place: Place): void {
  const waits = world.said.flatMap((event) =>
    event.kind === 'state' && event.serverId === place.name && event.state.kind === 'waiting'
      ? [event.state.retryAt - event.at]
      : [],
  );
  world.expect(
    waits.every((ms) => ms <= 60_000),
    'a wait of more than a minute',
  );
  world.expect(waits.length < 4 || new Set(waits).size > 1, 'all waits are alike');
}

export function isStream({ path }: WireRequest): boolean {
  return path.endsWith('/api/stream');
}

/** What a person reads about the failure of a place now; empty when there is none. */
export function failureWords(world: World, place: Place = world.home): FailureWords {
  const state = world.state(place);
  if (state.kind !== 'waiting' && state.kind !== 'stopped') return { cause: '', next: '' };
  return describeFailure(state.reason, place.profile);
}
