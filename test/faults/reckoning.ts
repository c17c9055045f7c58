import type { MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { describeFailure } from '../../src/core/stream/describe-failure.ts';
import { checkAccount } from './accounting.ts';
import type { Place } from './place.ts';
import { checkPoliteness } from './politeness.ts';
import type { Lookup } from './resolver.ts';

/** The time of one monitor, in epoch ms. */
export interface Life {
  readonly startedAt: number;
  readonly stoppedAt: number;
  /** What it said. */
  readonly said: readonly MonitorEvent[];
}

/** What is known at the end of a story. */
export interface Story {
  readonly lives: readonly Life[];
  readonly lookups: readonly Lookup[];
  /** When a person asked for a connection, monotonic ms. */
  readonly askedByPerson: readonly number[];
}

/** A sentence for each thing about one home that does not add up. */
export function reckon(place: Place, { lives, lookups, askedByPerson }: Story): readonly string[] {
  const { home, names } = place;
  return [
    ...lives.flatMap((life, at) =>
      reckonLife(place, life, lives[at + 1]?.startedAt ?? Number.POSITIVE_INFINITY),
    ),
    ...checkPoliteness({
      attempts: lookups.filter(({ name }) => names.has(name)).map(({ at }) => at),
      connections: home.connections,
      refused: home.refused,
      askedByPerson,
    }),
  ];
}

function reckonLife(place: Place, { startedAt, stoppedAt, said }: Life, endsAt: number): readonly string[] {
  const own = said.filter((event) => 'serverId' in event && event.serverId === place.name);
  const fired = place.home.fired.filter(({ firedAt }) => firedAt >= startedAt && firedAt < endsAt);
  return [...checkAccount(fired, own, stoppedAt), ...checkSecrecy(own, place)];
}

/** A secret in anything that people or files get to see of a connection. */
function checkSecrecy(said: readonly MonitorEvent[], { profile, secrets }: Place): readonly string[] {
  const shown = said.flatMap((event) => {
    if (event.kind === 'event' || event.kind === 'unparsed') return [];
    if (event.kind !== 'state' || !('reason' in event.state)) return [JSON.stringify(event)];
    return [JSON.stringify([event, describeFailure(event.state.reason, profile)])];
  });
  return shown.some((text) => secrets.some((secret) => text.includes(secret))) ? ['a secret was shown'] : [];
}
