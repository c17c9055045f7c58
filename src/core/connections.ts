import type { ServerProfile } from './servers/profile.ts';
import { createConnection, type Connection, type ConnectionOptions } from './stream/connection.ts';

/** What stays the same for every connection; the rest is told per server. */
export type ConnectionFactory = (profile: ServerProfile) => Omit<ConnectionOptions, 'profile'>;

/** One connection for each server that is wanted. */
export interface Connections {
  /** Starts, restarts and ends connections so that they follow `profiles`. */
  follow(profiles: readonly ServerProfile[]): void;
  get(serverId: string): Connection | undefined;
  all(): readonly Connection[];
  stop(): Promise<void>;
}

export function createConnections(optionsFor: ConnectionFactory): Connections {
  const running = new Map<string, { connection: Connection; key: string }>();
  /** Ends of old connections: a server's new one waits for its old one, so that there are never two. */
  const ending = new Map<string, Promise<void>>();
  const wanted = new Map<string, ServerProfile>();
  let stopped = false;

  function end(serverId: string): void {
    const old = running.get(serverId);
    if (old === undefined) return;
    running.delete(serverId);
    const ended = old.connection.stop().then(() => {
      ending.delete(serverId);
      startWanted(serverId);
    });
    ending.set(serverId, ended);
  }

  function startWanted(serverId: string): void {
    const profile = wanted.get(serverId);
    if (profile === undefined || stopped || running.has(serverId) || ending.has(serverId)) return;
    const connection = createConnection({ profile, ...optionsFor(profile) });
    running.set(serverId, { connection, key: connectionKey(profile) });
  }

  return {
    follow(profiles) {
      wanted.clear();
      for (const profile of profiles) if (profile.enabled) wanted.set(profile.id, profile);
      for (const [serverId, { key }] of running) {
        const profile = wanted.get(serverId);
        if (profile === undefined || connectionKey(profile) !== key) end(serverId);
      }
      for (const serverId of wanted.keys()) startWanted(serverId);
    },
    get: (serverId) => running.get(serverId)?.connection,
    all: () => [...running.values()].map(({ connection }) => connection),
    async stop() {
      stopped = true;
      for (const serverId of [...running.keys()]) end(serverId);
      await Promise.all(ending.values());
    },
  };
}

/** What a connection is made of. Another name or colour is no reason to interrupt a stream. */
function connectionKey({ baseUrl, credentialKind, restrict }: ServerProfile): string {
  return JSON.stringify([baseUrl, credentialKind, restrict]);
}
