import { randomUUID } from 'node:crypto';
import type { Alert } from '../../core/history/alert.ts';
import type { Clock, Random } from '../../core/clock.ts';
import type { History } from '../../core/history/history.ts';
import { createHistoryPace } from '../../core/history/history-pace.ts';
import { createLogStore } from '../../core/log/log-store.ts';
import { recordHistory, toStoredState } from '../../core/monitor/record-history.ts';
import type { TestStep } from '../../core/servers/test-step.ts';
import { createMonitor, type MonitorEvent } from '../../core/monitor/monitor.ts';
import type { Refusal, ServerProfile } from '../../core/servers/profile.ts';
import { createRegistryKeeper } from '../../core/registry/registry-keeper.ts';
import { partsOf } from '../../core/servers/route-draft.ts';
import { withoutRulesOf, type Settings } from '../../core/settings/settings.ts';
import type { Transport } from '../../core/stream/transport.ts';
import { readRegistryFiles, removeOtherRegistryFiles, writeRegistryFile } from '../../node/registry-files.ts';
import { createConnectionTest } from '../servers/connection-test.ts';
import { DEMO_ID, DEMO_RULE, type DemoHome } from './demo-home.ts';
import type { LogFile } from './log-file.ts';
import type { Notices } from './notices.ts';
import type { Signals } from './signals.ts';
import type { Notifier } from '../notifications/notifications.ts';
import { openCredentialsFile } from '../secrets/credentials-file.ts';
import type { Keyring } from '../secrets/safe-storage-keyring.ts';
import { ownerOf } from '../secrets/secret-envelope.ts';
import { createVault } from '../secrets/vault.ts';
import { createServerEditing } from '../servers/server-editing.ts';
import { createServerRoutes } from '../servers/server-routes.ts';
import { followHistory, toHistorySettings } from '../history/follow-history.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

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
  /** The highest key of an earlier run; 0 where there is none. */
  readonly lastSeq: number;
  /** Alerts of earlier runs, newest first. */
  readonly earlierAlerts: readonly Alert[];
  readonly keyring: Keyring;
  readonly notify: Notifier['notify'];
  readonly log: LogFile;
  readonly signals: Signals;
  readonly onTestSteps: (steps: readonly TestStep[]) => void;
}

/** News of rows that are not the newest, or say something else now. */
const ROWS_BEFORE: ReadonlySet<MonitorEvent['kind']> = new Set(['recovered', 'imported', 'revised']);

/** Everything that works without a screen: what is kept, the monitor, the demo home, changes to servers. */
export type Services = ReturnType<typeof createServices>;

/** Id to name of every server that is followed, the demo home last. */
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
  let isPastKept = false;
  let isKeeping = keeps(settings.current());
  /** Tabs and columns of before the demo home was opened, where nobody can have made them for a home of their own. */
  let beforeDemo: Pick<Settings, 'savedViews' | 'columns'> | null = null;
  const vault = createVault({
    keyring: ports.keyring,
    file: openCredentialsFile(ports.folder, clock, notices),
    clock,
    platform: ports.platform,
    weakAllowed: () => settings.current().weakStorageAllowed,
    onChange: changed,
  });
  const routes = createServerRoutes(vault);
  const monitor = createMonitor({
    clock,
    lastSeq: ports.lastSeq,
    earlierAlerts: ports.earlierAlerts,
    random: ports.random,
    transport: ports.transport,
    userAgent: ports.userAgent,
    readCredential: (profile) =>
      profile.id === DEMO_ID ? Promise.resolve(demo.credential()) : vault.read(ownerOf(profile)),
    readRoute: (profile) => routes.read(profile, partsOf(profile)),
    saveRefusal,
    readyToRead: createHistoryPace(history, clock),
    store: createLogStore(history),
    notify: ports.notify,
  });
  const registries = createRegistryKeeper({
    clock,
    send: (serverId, request) => monitor.send(serverId, request),
    earlier: readRegistryFiles(ports.folder),
    onChange(serverId, document) {
      if (serverId !== DEMO_ID) writeRegistryFile(ports.folder, serverId, document);
      const { entities, total } = document;
      log.write('registry', { server: serverId, entities: entities.length, total });
    },
  });
  const editing = createServerEditing({
    settings,
    vault,
    routes,
    createId: randomUUID,
    applied(reconnect) {
      followServers();
      if (reconnect !== null) monitor.reconnect(reconnect);
    },
  });
  const connectionTest = createConnectionTest({ ...ports, vault, routes, push: ports.onTestSteps });

  /** Without an answer each return of an entity is taken for one to what was before. */
  async function rememberStates(): Promise<void> {
    const states = await history.currentStates(null).catch(() => []);
    monitor.rememberStates(states);
  }

  function followServers(): void {
    const profiles = profilesOf(settings, demo);
    const ids = new Set(profiles.map(({ id }) => id));
    monitor.setServers(profiles);
    registries.keepOnly(ids);
    removeOtherRegistryFiles(ports.folder, ids);
    changed();
  }

  /** The demo home is not worth a file: its events are kept only while nothing is to go to disk. */
  function mayKeep(serverId: string): boolean {
    return serverId !== DEMO_ID || (!isKeeping && demo.profile() !== null);
  }

  function keptServers(): readonly string[] {
    return profilesOf(settings, demo)
      .map(({ id }) => id)
      .filter(mayKeep);
  }

  /**
   * Writes down how each connection stands and since when, for a history that begins while they go on. One that knows only
   * later changes would say nothing of now.
   */
  function noteStanding(): void {
    for (const serverId of keptServers()) {
      const state = monitor.state(serverId);
      const since = state.kind === 'live' ? state.since : (monitor.gapSince(serverId) ?? clock.now());
      if (state.kind !== 'idle') history.appendState(toStoredState(serverId, since, state));
    }
  }

  /** What was kept in memory is gone when keeping on disk begins or ends, and the other way round. */
  function configureHistory(next: Settings): void {
    const isSwitched = keeps(next) !== isKeeping;
    // No more will be known of the connections, so that they must not look as they were in a later run.
    for (const serverId of isSwitched ? keptServers() : []) {
      history.appendState(toStoredState(serverId, clock.now(), { kind: 'idle' }));
    }
    isKeeping = keeps(next);
    history.configure(toHistorySettings(next));
    if (!isSwitched) return;
    noteStanding();
    signals.emit('rowsBefore');
  }

  /** The demo home brings a rule of its own, and takes every rule about it along when it leaves. */
  function keepDemoRules(): void {
    const isOpen = demo.profile() !== null;
    const current = settings.current();
    const { rules, ...rest } = withoutRulesOf(current.notifications, DEMO_ID);
    if (!isOpen && rules.length === current.notifications.rules.length) return;
    settings.save({
      ...current,
      notifications: { ...rest, rules: isOpen ? [DEMO_RULE, ...rules] : rules },
    });
  }

  function restoreViews(): void {
    if (beforeDemo !== null) settings.save({ ...settings.current(), ...beforeDemo });
    beforeDemo = null;
  }

  function followDemo(): void {
    if (demo.profile() !== null) {
      const { servers, savedViews, columns } = settings.current();
      beforeDemo = servers.length === 0 ? { savedViews, columns } : null;
    }
    // Its day until now, once.
    if (demo.past().length > 0 && !isPastKept && mayKeep(DEMO_ID)) {
      isPastKept = true;
      void monitor.importEvents(DEMO_ID, demo.past());
    }
    keepDemoRules();
    followServers();
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
      const reason = 'reason' in event.state ? event.state.reason.code : 'none';
      log.write('state', { server: event.serverId, state: event.state.kind, reason });
    }
    if (event.kind !== 'event' && event.kind !== 'unparsed') changed();
  }

  demo.onChange(followDemo);
  recordHistory((fn) => monitor.onEvent(fn), { history, mayKeep });
  followHistory({ history, notices, onChange: changed, onBack: () => signals.emit('rowsBefore') });
  monitor.onEvent(follow);
  notices.onChange(changed);
  settings.onChange((next) => {
    monitor.setNotifications(next.notifications);
    configureHistory(next);
    changed();
  });

  return {
    settings,
    notices,
    vault,
    monitor,
    history,
    demo,
    editing,
    connectionTest,
    serverNames: () => namesOfServers(settings, demo),
    registries: registries.all,
    /** Home Assistant's version, once it has said it. */
    versionOf: (serverId: string) => versions.get(serverId) ?? '',
    /** Forgets all that has happened, on disk and in memory. How the connections stand is true still. */
    async forget(): Promise<void> {
      await history.erase();
      monitor.forget();
      noteStanding();
    },
    /** Starts to follow the stored servers. Does not wait for the keyring, which may wait for a person. */
    start(): void {
      // An end without leaving the demo home has left its rules behind.
      keepDemoRules();
      monitor.setNotifications(settings.current().notifications);
      void rememberStates();
      void vault.prepare();
      followServers();
    },
    /** Closes the demo home, and forgets everything about it: it leaves nothing behind in a person's own home. */
    async leaveDemo(): Promise<void> {
      const wasOpen = demo.profile() !== null;
      await demo.stop();
      if (!wasOpen) return;
      isPastKept = false;
      restoreViews();
      await history.eraseServer(DEMO_ID);
      monitor.leave(DEMO_ID);
      signals.emit('rowsBefore');
      changed();
    },
    /** Ends the connections. What they told last still goes to the history, which is closed after this. */
    async stop(): Promise<void> {
      restoreViews();
      connectionTest.cancel();
      registries.stop();
      await monitor.stop();
      await demo.stop();
    },
  };
}

function keeps(settings: Settings): boolean {
  return toHistorySettings(settings).keep;
}
