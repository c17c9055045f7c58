import { createAlerts } from './alerts.ts';
import type { Clock } from '../clock.ts';
import { createConnections } from './connections.ts';
import { LIMITS } from '../limits.ts';
import { NO_STORE } from '../log/log-store.ts';
import type { MonitorEvent, MonitorPorts } from './monitor-contract.ts';
import { readStates, type ReadStates } from './read-states.ts';
import { createRecoverGap } from '../recovery/recover-gap.ts';
import { STRAIGHT } from '../route/route.ts';
import type { ServerProfile } from '../servers/profile.ts';
import type { Settings } from '../settings/settings.ts';
import { createLogWriter } from './log-writer.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { RecorderAccess } from '../stream/connection.ts';
import type { PostAnswer, PostRequest } from '../stream/rest.ts';

export type { MonitorEvent, MonitorPorts } from './monitor-contract.ts';

/** The whole app without a window: connections, the log in memory, rules and their alerts. */
export type Monitor = ReturnType<typeof createMonitor>;

/** The app and the terminal create one, subscribe, and set the servers to follow. */
export function createMonitor(ports: MonitorPorts) {
  const { clock } = ports;
  const listeners = new Set<(event: MonitorEvent) => void>();
  const profiles = new Map<string, ServerProfile>();
  /** Servers whose first connection of this run is recorded. Later ones appear as the end of a gap. */
  const greeted = new Set<string>();
  /** Connections, by their signals, with which the recoveries of earlier ones went on. */
  const resumed = new WeakSet<AbortSignal>();

  /** How the servers that were reached in this run can be asked. */
  const reached = new Map<string, RecorderAccess>();
  /** What rules ask of states, as it was asked for last. */
  let asked = '';

  /** Those that are not recorded yet, and their servers. */
  const recoveries = new Map<Promise<void>, string>();

  /** Events that a listener causes wait until the current one is delivered, so that all listeners get the same order. */
  const waiting: MonitorEvent[] = [];
  let isTelling = false;

  function emit(event: MonitorEvent): void {
    if (isTelling) {
      waiting.push(event);
      return;
    }
    isTelling = true;
    try {
      for (let next: MonitorEvent | undefined = event; next !== undefined; next = waiting.shift()) {
        for (const listener of listeners) listener(next);
      }
    } finally {
      isTelling = false;
    }
  }

  const alerts = createAlerts({
    clock,
    notify: ports.notify,
    ...(ports.computer === undefined ? {} : { computer: ports.computer }),
    ...(ports.doNotDisturb === undefined ? {} : { doNotDisturb: ports.doNotDisturb }),
    ...(ports.isSeen === undefined ? {} : { isSeen: ports.isSeen }),
    ...(ports.redaction === undefined ? {} : { redaction: ports.redaction }),
    ...(ports.sendTo === undefined ? {} : { sendTo: ports.sendTo }),
    earlier: ports.earlierAlerts ?? [],
    onAlert: (alert, serverId) => {
      emit({ kind: 'alert', serverId, alert });
    },
  });
  const stopping = new AbortController();
  const writer = createLogWriter({
    clock,
    alerts,
    lastSeq: ports.lastSeq ?? 0,
    store: ports.store ?? NO_STORE,
    nameOf,
    emit,
    signal: stopping.signal,
  });
  const connections = createConnections(({ id }) => ({
    clock,
    random: ports.random,
    transport: ports.transport,
    userAgent: ports.userAgent,
    readCredential: async (ask) => {
      const profile = profiles.get(id);
      return profile === undefined ? null : ports.readCredential(profile, ask);
    },
    readRoute: () => {
      const profile = profiles.get(id);
      return (profile === undefined ? undefined : ports.readRoute?.(profile)) ?? STRAIGHT;
    },
    onState: (state) => {
      alerts.link(id, state.kind === 'live');
      // A connection that gives way to another, as at the other address of its server, was not switched off.
      if (state.kind !== 'idle' || profiles.get(id)?.enabled !== true) alerts.noteConnection(id, state.kind);
      noteState(id, state);
      emit({ kind: 'state', serverId: id, at: clock.now(), state });
    },
    readyToRead: () => ports.readyToRead?.() ?? null,
    onMessage: (...message) => {
      writer.acceptMessage(id, ...message);
    },
    onOversize: (bytes) => {
      writer.acceptOversize(id, bytes);
    },
    onOversizeEnd: (bytes) => {
      writer.acceptOversizeEnd(id, bytes);
    },
    onGap: (gap, recorder) => {
      follow(id, writer.acceptGap(id, gap, createRecoverGap(gap, recorder)));
    },
    onLive: (access) => {
      reached.set(id, access);
      if (!resumed.has(access.signal)) {
        resumed.add(access.signal);
        follow(id, resume(id, access));
      }
      if (asked !== '') void offerStates(id, access);
    },
    onRefusal: (refusal) => {
      ports.saveRefusal(id, refusal);
    },
    onVersion: (version, locationName) => {
      emit({ kind: 'version', serverId: id, version, locationName });
    },
  }));

  /** Goes on with what earlier connections left: once these have said how far they came. */
  async function resume(serverId: string, access: RecorderAccess): Promise<void> {
    await Promise.all([...recoveries].filter(([, id]) => id === serverId).map(([recovery]) => recovery));
    await writer.resumeGaps(serverId, (rest) => createRecoverGap(rest, access), access.signal);
  }

  /** Until it has ended, not all that was missed is known. */
  function follow(serverId: string, recovery: Promise<void>): void {
    recoveries.set(recovery, serverId);
    void recovery.finally(() => {
      recoveries.delete(recovery);
      look();
    });
  }

  function nameOf(serverId: string): string {
    return profiles.get(serverId)?.name ?? serverId;
  }

  /** Rows of our own between the events, for a person who scrolls back. */
  function noteState(serverId: string, state: ConnectionState): void {
    if (state.kind === 'live' && !greeted.has(serverId)) {
      greeted.add(serverId);
      writer.acceptOwn(serverId, { kind: 'connected', name: nameOf(serverId) });
    }
    const profile = profiles.get(serverId);
    if (state.kind === 'stopped' && profile !== undefined) {
      // The rest of a profile is not recorded in the log.
      const { name, baseUrl, credentialKind } = profile;
      const server = { name, baseUrl, credentialKind };
      writer.acceptOwn(serverId, { kind: 'stopped', failure: state.reason, server });
    }
  }

  /** Tells the rules what is so now. What changes while the server answers is newer than its answer. */
  async function offerStates(serverId: string, access: RecorderAccess): Promise<void> {
    const changed = new Set<unknown>();
    const note = (event: MonitorEvent): void => {
      if (event.kind === 'event' && event.serverId === serverId) changed.add(event.event.data['entity_id']);
    };
    listeners.add(note);
    const { states, isWhole } = await readStates(access);
    listeners.delete(note);
    if (access.signal.aborted || reached.get(serverId) !== access) return;
    const unchanged = states.filter(({ entity }) => !changed.has(entity));
    alerts.offerStates(serverId, unchanged, isWhole && changed.size === 0);
  }

  /** Rules may ask for what no rule asked for before. */
  function askForStates(): void {
    const next = alerts.asksForStates();
    if (next === asked) return;
    asked = next;
    if (next === '') return;
    for (const [id, access] of reached)
      if (connections.get(id)?.state().kind === 'live') void offerStates(id, access);
  }

  /** The computer falls asleep: what nobody hears until it wakes up is no silence. */
  function sleep(): void {
    for (const id of profiles.keys())
      if (connections.get(id)?.state().kind === 'live') alerts.link(id, false);
  }

  /** Says what came while nobody was told, if somebody may be told now. */
  function look(): void {
    const isBack = ({ kind }: ConnectionState): boolean => kind !== 'connecting' && kind !== 'waiting';
    alerts.look(recoveries.size === 0 && connections.all().every((connection) => isBack(connection.state())));
  }

  /** The computer woke up, or the network came back: checks every connection at once. */
  function wake(): void {
    alerts.check();
    alerts.wake();
    for (const connection of connections.all()) connection.wake();
  }

  const stopWatching = watchForSleep(clock, wake, look);

  return {
    /** Follows a new set of servers: starts, restarts and ends connections as needed. */
    setServers(next: readonly ServerProfile[]): void {
      profiles.clear();
      for (const profile of next) profiles.set(profile.id, profile);
      for (const id of reached.keys()) if (!profiles.has(id)) reached.delete(id);
      alerts.followServers(new Map(next.map(({ id, name }) => [id, name])));
      connections.follow(next);
    },
    setNotifications(notifications: Settings['notifications']): void {
      alerts.follow(notifications);
      askForStates();
      look();
    },
    setRegistries: alerts.followRegistries,
    /** Connects now, even in `stopped`. `null` for all. */
    reconnect(serverId: string | null): void {
      if (serverId === null) for (const connection of connections.all()) connection.reconnect();
      else connections.get(serverId)?.reconnect();
    },
    sleep,
    wake,
    /** Sends something to a server that is live, with its credential and within the limit of requests. */
    send: (serverId: string, request: PostRequest): Promise<PostAnswer> =>
      connections.get(serverId)?.post(request) ?? Promise.resolve({ kind: 'not-live' }),
    /** The actions of a server that is live; empty where they can't be had. */
    actions: (serverId: string): Promise<readonly string[]> =>
      connections.get(serverId)?.actions() ?? Promise.resolve([]),
    /** All states of a server that was reached; `null` for one that was not. */
    async states(serverId: string): Promise<ReadStates | null> {
      const access = reached.get(serverId);
      return access === undefined ? null : readStates(access);
    },
    /** The picture of a camera of a server that is live, as the server sends it; `null` where it can't be had. */
    picture: (serverId: string, entity: string): Promise<Uint8Array | null> =>
      connections.get(serverId)?.picture(entity) ?? Promise.resolve(null),
    /** The present state; `null` for a server that is not followed. */
    profile: (serverId: string) => profiles.get(serverId) ?? null,
    state: (serverId: string): ConnectionState => connections.get(serverId)?.state() ?? { kind: 'idle' },
    /** Epoch ms of the start of the present gap; `null` without one. */
    gapSince: (serverId: string) => connections.get(serverId)?.gapSince() ?? null,
    counts: writer.counts,
    recentAlerts: alerts.recent,
    pendingAlerts: alerts.pending,
    /** Something that kept alerts back may have ended. */
    look,
    /** The computer is locked or unlocked. */
    lock(isLocked: boolean): void {
      // A rule may wait for that.
      alerts.check();
      if (isLocked) {
        alerts.leave();
        return;
      }
      alerts.comeBack();
      look();
    },
    rememberStates: alerts.rememberStates,
    /** What rules wait for, for a later run, and what they waited for in an earlier one. */
    waits: alerts.waits,
    restoreWaits: alerts.restoreWaits,
    log: writer.log,
    importEvents: writer.importEvents,
    setBookmark: writer.setBookmark,
    /** Resolves when nothing more comes of a server that was removed. */
    async ended(serverId: string): Promise<void> {
      await connections.ended(serverId);
      await Promise.all([...recoveries].filter(([, id]) => id === serverId).map(([recovery]) => recovery));
    },
    /** A server was removed with all its events. All rows in memory are removed; those of other servers are in the history. */
    leave(serverId: string): void {
      greeted.delete(serverId);
      writer.forget();
      alerts.forget(serverId);
    },
    /** Removes every row and alert from memory, when the owner deletes everything. Counts and states stay. */
    forget(): void {
      writer.dropRecoveries();
      writer.forget();
      alerts.forget();
    },
    readEvent: writer.readEvent,
    onEvent(fn: (event: MonitorEvent) => void): () => void {
      listeners.add(fn);
      return () => {
        listeners.delete(fn);
      };
    },
    /** Ends every connection, records open gaps, resolves when all sockets are closed. */
    async stop(): Promise<void> {
      stopWatching();
      stopping.abort();
      await connections.stop();
      // Recovered events until now are recorded, and the row says what is missing.
      await Promise.all(recoveries.keys());
      alerts.stop();
    },
  };
}

/**
 * Calls `onWake` when the wall clock has advanced and the monotonic one has not: the computer slept. Power events report
 * the same, but on Linux not always (https://github.com/electron/electron/issues/42050).
 *
 * @param onLook called now and then, also when it has not slept
 */
function watchForSleep(clock: Clock, onWake: () => void, onLook: () => void): () => void {
  let wall = clock.now();
  let mono = clock.monotonic();
  return clock.every(LIMITS.clockCheckMs, () => {
    const slept = clock.now() - wall - (clock.monotonic() - mono) > LIMITS.clockJumpMs;
    wall = clock.now();
    mono = clock.monotonic();
    if (slept) onWake();
    onLook();
  });
}
