import { randomUUID } from 'node:crypto';
import type { Alert, NotificationRequest } from '../../core/history/alert.ts';
import type { Clock, Random } from '../../core/clock.ts';
import type { History } from '../../core/history/history.ts';
import { createHistoryPace } from '../../core/history/history-pace.ts';
import { createLogStore } from '../../core/log/log-store.ts';
import { recordHistory, toStoredState } from '../../core/monitor/record-history.ts';
import type { TestStep } from '../../core/servers/test-step.ts';
import { createMonitor, type MonitorEvent, type MonitorPorts } from '../../core/monitor/monitor.ts';
import type { Refusal, ServerProfile } from '../../core/servers/profile.ts';
import { createRegistryKeeper } from '../../core/registry/registry-keeper.ts';
import type { Registry } from '../../core/registry/registry.ts';
import { partsOf } from '../../core/servers/route-draft.ts';
import type { Settings } from '../../core/settings/settings.ts';
import type { Transport } from '../../core/stream/transport.ts';
import { createMdnsSockets } from '../../node/mdns-sockets.ts';
import { readRegistryFiles, removeOtherRegistryFiles, writeRegistryFile } from '../../node/registry-files.ts';
import { createDiscovery } from '../discovery/discovery.ts';
import { createSurroundings, type Surroundings } from '../discovery/surroundings.ts';
import { createDestinations } from '../destinations/destinations.ts';
import { createConnectionTest } from '../servers/connection-test.ts';
import { DEMO_ID, type DemoHome } from './demo-home.ts';
import { createDemoFollower } from './follow-demo.ts';
import type { LogFile } from './log-file.ts';
import type { Notices } from './notices.ts';
import type { Signals } from './signals.ts';
import type { Notifier } from '../notifications/notifications.ts';
import { openWaitsFile } from '../notifications/waits-file.ts';
import { openCredentialsFile } from '../secrets/credentials-file.ts';
import type { Keyring } from '../secrets/safe-storage-keyring.ts';
import { createVault } from '../secrets/vault.ts';
import type { SignInProgress } from '../../core/ipc/overview.ts';
import { createAccessTokens } from '../../core/sign-in/access-tokens.ts';
import type { AddressDraft } from '../../core/servers/server-draft.ts';
import { createServerAddresses } from '../servers/second-address.ts';
import { createServerCredentials } from '../servers/server-credentials.ts';
import { createSignIn } from '../servers/sign-in.ts';
import { createServerEditing } from '../servers/server-editing.ts';
import { createServerRoutes } from '../servers/server-routes.ts';
import { followHistory, toHistorySettings, toSafeHistory } from '../history/follow-history.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

/** What a run that is killed may forget of what rules wait for, unless the servers still know it. */
const SAVE_WAITS_MS = 60_000;

export interface ServicesPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly platform: string;
  /** Where sealed secrets and what servers say of their rooms are kept. */
  readonly folder: string;
  readonly notices: Notices;
  readonly settings: SettingsFile;
  readonly demo: DemoHome;
  readonly history: History;
  /** Without the stored history and without rules. */
  readonly isSafe?: boolean;
  /** Is filled here, and kept as the servers have it. */
  readonly registries: Map<string, Registry>;
  /** The highest key of an earlier run; 0 where there is none. */
  readonly lastSeq: number;
  /** Alerts of earlier runs, newest first. */
  readonly earlierAlerts: readonly Alert[];
  readonly keyring: Keyring;
  readonly notify: Notifier['notify'];
  /** What the desktop says of its user. */
  readonly user?: Pick<MonitorPorts, 'computer' | 'doNotDisturb' | 'isSeen'>;
  /** Without it, as this computer has it. */
  readonly around?: Surroundings;
  readonly log: LogFile;
  readonly signals: Signals;
  readonly onTestSteps: (steps: readonly TestStep[]) => void;
  /** What a sign-in needs of the desktop. */
  readonly desk: {
    openBrowser(url: string): Promise<void>;
    comeForward(): void;
    pushSignIn(progress: SignInProgress): void;
    /** Tried first for the answer of the browser. Without it, `SIGN_IN_PORT`. */
    readonly signInPort?: number;
  };
}

/** News of rows that are not the newest, or say something else now. */
const ROWS_BEFORE: ReadonlySet<MonitorEvent['kind']> = new Set(['recovered', 'imported', 'revised']);

/** Everything that works without a window: storage, the monitor, the demo home, changes to servers. */
export type Services = ReturnType<typeof createServices>;

/** Id to name of every connected server, the demo home last. */
export function namesOfServers(settings: SettingsFile, demo: DemoHome): ReadonlyMap<string, string> {
  return new Map(profilesOf(settings, demo).map(({ id, name }) => [id, name]));
}

function profilesOf(settings: SettingsFile, demo: DemoHome): readonly ServerProfile[] {
  const guest = demo.profile();
  return [...settings.current().servers, ...(guest === null ? [] : [guest])];
}

export function createServices(ports: ServicesPorts) {
  const { clock, log, notices, settings, demo, history, signals } = ports;
  const changed = (): void => void signals.emit('changed');
  const versions = new Map<string, string>();
  let stopSaving = (): void => undefined;
  const isSafe = ports.isSafe === true;
  const toHistory = isSafe ? toSafeHistory : toHistorySettings;
  let isKeeping = toHistory(settings.current()).keep;
  const vault = createVault({
    keyring: ports.keyring,
    file: openCredentialsFile(ports.folder, clock, notices),
    clock,
    platform: ports.platform,
    weakAllowed: () => settings.current().weakStorageAllowed,
    onChange: changed,
  });
  const destinations = createDestinations({ ...ports, vault, createId: randomUUID });
  const waitsFile = openWaitsFile(ports.folder);
  const routes = createServerRoutes(vault);
  const openMdns = createMdnsSockets(ports);
  const around = ports.around ?? createSurroundings({ ...ports, openMdns });
  const addresses = createServerAddresses(
    { ...ports, around, vault, routes, applied: followServers },
    ports.transport,
  );
  const { transport } = addresses;
  const tokens = createAccessTokens({ clock, transport });
  const credentials = createServerCredentials({ ...ports, transport, vault, routes, tokens });
  const monitor = createMonitor({
    clock,
    lastSeq: ports.lastSeq,
    earlierAlerts: ports.earlierAlerts,
    random: ports.random,
    transport,
    userAgent: ports.userAgent,
    readCredential: (profile, ask) =>
      profile.id === DEMO_ID ? Promise.resolve(demo.credential()) : credentials.read(profile, ask),
    readRoute: (profile) => routes.read(profile, partsOf(profile)),
    saveRefusal,
    readyToRead: createHistoryPace(history, clock),
    store: createLogStore(history),
    notify,
    redaction: () => settings.current().history.redaction,
    // What happens in the demo home is nobody's news.
    sendTo: (id, message, serverId) => {
      if (serverId !== DEMO_ID) destinations.send(id, message);
    },
    ...ports.user,
  });
  /** The demo home has no pages of Home Assistant. */
  function notify(request: NotificationRequest): Promise<boolean> {
    return ports.notify(request.page?.serverId === DEMO_ID ? { ...request, page: undefined } : request);
  }

  const registries = createRegistryKeeper({
    clock,
    send: (serverId, request) => monitor.send(serverId, request),
    known: ports.registries,
    earlier: readRegistryFiles(ports.folder),
    onChange(serverId, document) {
      if (serverId !== DEMO_ID) writeRegistryFile(ports.folder, serverId, document);
      const { entities, total } = document;
      monitor.setRegistries(ports.registries);
      signals.emit('rowsBefore');
      log.write('registry', { server: serverId, entities: entities.length, total });
    },
  });
  const editing = createServerEditing({
    settings,
    vault,
    routes,
    createId: randomUUID,
    signOut: credentials.signOut,
    applied(reconnect) {
      followServers();
      if (reconnect !== null) monitor.reconnect(reconnect);
    },
  });
  const connectionTest = createConnectionTest({
    ...ports,
    transport,
    credentials,
    routes,
    push: ports.onTestSteps,
  });

  const discovery = createDiscovery({ ...ports, openMdns });
  const signIn = createSignIn({
    ...ports,
    transport,
    routes,
    tokens,
    editing,
    openBrowser: ports.desk.openBrowser,
    comeForward: ports.desk.comeForward,
    push: ports.desk.pushSignIn,
    preferredPort: ports.desk.signInPort,
  });

  /** Without an answer, each entity that returns counts as unchanged. */
  async function rememberStates(): Promise<void> {
    const states = await history.currentStates(null).catch(() => []);
    monitor.rememberStates(states);
  }

  function rulesToRun({ notifications }: Settings): Settings['notifications'] {
    return isSafe ? { ...notifications, rules: [] } : notifications;
  }

  /** Nothing is written of a server that is not to be remembered, or of any while nothing is kept. */
  function saveWaits(isEnd: boolean): void {
    // Of rules that did not run there is nothing to say, and what earlier runs said stays.
    if (isSafe) return;
    const { waits, counts } = monitor.waits();
    const isKept = ({ serverId }: { readonly serverId: string }): boolean => isKeeping && mayKeep(serverId);
    waitsFile.save({ waits: waits.filter(isKept), counts: counts.filter(isKept) }, clock.now(), isEnd);
  }

  function followServers(): void {
    const profiles = profilesOf(settings, demo);
    const ids = new Set(profiles.map(({ id }) => id));
    monitor.setServers(addresses.follow(profiles));
    registries.keepOnly(ids);
    removeOtherRegistryFiles(ports.folder, ids);
    changed();
  }

  /** The demo home is never stored on disk: its events are kept only while the history is in memory. */
  function mayKeep(serverId: string): boolean {
    return serverId !== DEMO_ID || (!isKeeping && demo.profile() !== null);
  }

  function keptServers(): readonly string[] {
    return profilesOf(settings, demo)
      .map(({ id }) => id)
      .filter(mayKeep);
  }

  /**
   * Records the state of each connection and since when, for a history that begins while they run. With only
   * later changes it would not know the present state.
   */
  function noteStanding(): void {
    for (const serverId of keptServers()) {
      const state = monitor.state(serverId);
      const since = state.kind === 'live' ? state.since : (monitor.gapSince(serverId) ?? clock.now());
      if (state.kind !== 'idle') history.appendState(toStoredState(serverId, since, state));
    }
  }

  /** The history in memory is deleted when storing on disk begins or ends, and the other way round. */
  function configureHistory(next: Settings): void {
    const isSwitched = toHistory(next).keep !== isKeeping;
    // Nothing more is recorded of the connections; a later run must not take their last state for lasting.
    for (const serverId of isSwitched ? keptServers() : []) {
      history.appendState(toStoredState(serverId, clock.now(), { kind: 'idle' }));
    }
    isKeeping = toHistory(next).keep;
    history.configure(toHistory(next));
    if (!isSwitched) return;
    noteStanding();
    signals.emit('rowsBefore');
  }

  function saveRefusal(serverId: string, refusal: Refusal | null): void {
    const current = settings.current();
    if (!current.servers.some(({ id }) => id === serverId)) return;
    const servers = current.servers.map((server) =>
      server.id === serverId ? { ...server, refusal } : server,
    );
    settings.save({ ...current, servers });
  }

  function follow(event: MonitorEvent): void {
    if (event.kind !== 'state' && event.kind !== 'version' && event.kind !== 'alert') signals.emit('row');
    const isBefore = event.kind === 'own' && event.seq < monitor.log.lastSeq;
    if (isBefore || ROWS_BEFORE.has(event.kind)) signals.emit('rowsBefore');
    if (event.kind === 'event') registries.note(event.serverId, event.event);
    if (event.kind === 'version') versions.set(event.serverId, event.version);
    if (event.kind === 'state') {
      if (event.state.kind === 'live') registries.connected(event.serverId);
      addresses.noteState(event.serverId, event.state);
      const reason = 'reason' in event.state ? event.state.reason.code : 'none';
      log.write('state', { server: event.serverId, state: event.state.kind, reason });
    }
    if (event.kind !== 'event' && event.kind !== 'unparsed') changed();
  }

  /** A pause until the computer is unlocked is over. */
  function endUnlockPause(): void {
    const { notifications, ...rest } = settings.current();
    if (notifications.pausedUntil === 'unlock')
      settings.save({ ...rest, notifications: { ...notifications, pausedUntil: null } });
  }

  const demoFollower = createDemoFollower({
    demo,
    settings,
    history,
    monitor,
    signals,
    mayKeepEvents: () => mayKeep(DEMO_ID),
    followServers,
  });
  demo.onChange(demoFollower.follow);
  recordHistory((fn) => monitor.onEvent(fn), { history, mayKeep });
  followHistory({ history, notices, onChange: changed, onBack: () => signals.emit('rowsBefore') });
  monitor.onEvent(follow);
  notices.onChange(changed);
  settings.onChange((next) => {
    monitor.setNotifications(rulesToRun(next));
    configureHistory(next);
    changed();
  });

  return {
    isSafe,
    settings,
    notices,
    vault,
    monitor,
    history,
    demo,
    notify,
    editing,
    destinations,
    connectionTest,
    signIn,
    discovery,
    addresses: {
      ...addresses,
      save: (serverId: string, draft: AddressDraft) => addresses.save(serverId, draft, credentials),
    },
    serverNames: () => namesOfServers(settings, demo),
    registries: ports.registries,
    queryContext: () => ({ serverNames: namesOfServers(settings, demo), registries: ports.registries }),
    /** Home Assistant's version, once it has said it. */
    versionOf: (serverId: string) => versions.get(serverId) ?? '',
    /** Deletes all events, on disk and in memory. The states of the connections stay valid. */
    async forget(): Promise<void> {
      await history.erase();
      monitor.forget();
      noteStanding();
    },
    /**
     * Removes a server. Its events stay in the history, or are erased once its connection has ended and what it recovered is
     * recorded: otherwise the last of them would come after.
     */
    async removeServer(serverId: string, events: 'keep' | 'erase'): Promise<void> {
      editing.removeServer(serverId);
      if (events === 'keep') return;
      await monitor.ended(serverId);
      await history.eraseServer(serverId);
      monitor.leave(serverId);
      signals.emit('rowsBefore');
      changed();
    },
    /** Starts to follow the stored servers. Does not wait for the keyring, which may wait for a person. */
    start(): void {
      // If the app quit with the demo home open, its rules are still there.
      demoFollower.keepRules();
      // Somebody who starts Porchlight is there.
      endUnlockPause();
      monitor.setNotifications(rulesToRun(settings.current()));
      monitor.setRegistries(ports.registries);
      void rememberStates();
      void vault.prepare();
      followServers();
      const { savedAt, ...saved } = waitsFile.read();
      if (!isSafe) monitor.restoreWaits(saved, savedAt);
      stopSaving = clock.every(SAVE_WAITS_MS, () => {
        saveWaits(false);
      });
    },
    lock(isLocked: boolean): void {
      if (!isLocked) endUnlockPause();
      monitor.lock(isLocked);
    },
    leaveDemo: demoFollower.leave,
    /** Ends the connections. Their last events still go to the history, which is closed after this. */
    async stop(): Promise<void> {
      demoFollower.restoreViews();
      connectionTest.cancel();
      destinations.stop();
      signIn.cancel();
      discovery.stop();
      addresses.stop();
      tokens.stop();
      stopSaving();
      saveWaits(true);
      registries.stop();
      await monitor.stop();
      await demo.stop();
    },
  };
}
