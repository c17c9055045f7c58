import type { ServerProfile } from '../servers/profile.ts';
import {
  createConnection,
  type Connection,
  type ConnectionOptions,
  type OpenGap,
} from '../stream/connection.ts';
import { createRequestBudget, type RequestBudget } from '../stream/retry-policy.ts';

/** Options that all connections share; the others are set for each server. */
export type ConnectionFactory = (
  profile: ServerProfile,
) => Omit<ConnectionOptions, 'profile' | 'openGap' | 'budget'>;

/** One connection for each server to follow. */
export function createConnections(optionsFor: ConnectionFactory) {
  const running = new Map<
    string,
    { connection: Connection; key: string; abandon(openGap: OpenGap | null): void }
  >();
  /** Pending ends of old connections: a server's new one waits for its old one, so that there are never two. */
  const ending = new Map<string, Promise<void>>();
  const wanted = new Map<string, ServerProfile>();
  /** By server, so that a changed setting does not reset the limit. */
  const budgets = new Map<string, RequestBudget>();
  let stopped = false;

  function end(serverId: string): void {
    const old = running.get(serverId);
    if (old === undefined) return;
    running.delete(serverId);
    const ended = old.connection.stop().then((openGap) => {
      ending.delete(serverId);
      if (!startWanted(serverId, openGap)) old.abandon(openGap);
    });
    ending.set(serverId, ended);
  }

  /** True when a new connection took over, with the open gap of the old one. */
  function startWanted(serverId: string, openGap: OpenGap | null): boolean {
    const profile = wanted.get(serverId);
    if (profile === undefined || stopped || running.has(serverId) || ending.has(serverId)) return false;
    const options = optionsFor(profile);
    const budget = budgets.get(serverId) ?? createRequestBudget(() => options.clock.monotonic());
    budgets.set(serverId, budget);
    const connection = createConnection({ profile, openGap, budget, ...options });
    running.set(serverId, {
      connection,
      key: connectionKey(profile),
      // No later connection will close the gap. A stream that was ended on purpose leaves none.
      abandon: (gap) => {
        if (gap !== null && gap.reason.code !== 'closed') {
          options.onGap({ ...gap, to: Math.max(gap.from, options.clock.now()) }, null);
        }
      },
    });
    return true;
  }

  return {
    /** Starts, restarts and ends connections so that they follow `profiles`. */
    follow(profiles: readonly ServerProfile[]): void {
      wanted.clear();
      for (const profile of profiles) if (profile.enabled) wanted.set(profile.id, profile);
      for (const [serverId, { key }] of running) {
        const profile = wanted.get(serverId);
        if (profile === undefined || connectionKey(profile) !== key) end(serverId);
      }
      for (const serverId of wanted.keys()) startWanted(serverId, null);
    },
    get: (serverId: string) => running.get(serverId)?.connection,
    /** Resolves when the connection of a server that is followed no more has ended. */
    ended: (serverId: string): Promise<void> => ending.get(serverId) ?? Promise.resolve(),
    all: () => [...running.values()].map(({ connection }) => connection),
    async stop(): Promise<void> {
      stopped = true;
      for (const serverId of [...running.keys()]) end(serverId);
      await Promise.all(ending.values());
    },
  };
}

/** The options of a connection. Another name or colour does not interrupt a stream. */
function connectionKey({ baseUrl, credentialKind, restrict, tls, proxy }: ServerProfile): string {
  return JSON.stringify([baseUrl, credentialKind, restrict, tls, proxy]);
}
