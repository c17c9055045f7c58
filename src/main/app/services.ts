import { randomUUID } from 'node:crypto';
import type { Alert } from '../../core/history/alert.ts';
import type { HaEvent } from '../../core/events/event.ts';
import type { Clock, Random } from '../../core/clock.ts';
import type { History } from '../../core/history/history.ts';
import { createHistoryPace } from '../../core/history/history-pace.ts';
import { createLogStore } from '../../core/log/log-store.ts';
import { recordHistory } from '../../core/monitor/record-history.ts';
import type { TestStep } from '../../core/servers/test-step.ts';
import { createMonitor } from '../../core/monitor/monitor.ts';
import type { Monitor, MonitorEvent } from '../../core/monitor/monitor.ts';
import { originOf } from '../../core/servers/base-url.ts';
import type { Refusal, ServerProfile } from '../../core/servers/profile.ts';
import { partsOf } from '../../core/servers/route-draft.ts';
import { withoutRulesOf, type Settings } from '../../core/settings/settings.ts';
import type { Transport } from '../../core/stream/transport.ts';
import { createConnectionTest } from '../servers/connection-test.ts';
import type { ConnectionTest } from '../servers/connection-test.ts';
import { createDemoStay } from './demo-stay.ts';
import { createDemoHome, DEMO_ID, DEMO_RULE } from './demo-home.ts';
import type { DemoHome } from './demo-home.ts';
import type { LogFile } from './log-file.ts';
import type { Notices } from './notices.ts';
import type { Notifier } from '../notifications/notifications.ts';
import { openCredentialsFile } from '../secrets/credentials-file.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { SecretOwner } from '../secrets/secret-envelope.ts';
import { createVault } from '../secrets/vault.ts';
import type { Vault } from '../secrets/vault.ts';
import { createServerEditing } from '../servers/server-editing.ts';
import type { ServerEditing } from '../servers/server-editing.ts';
import { createServerRoutes } from '../servers/server-routes.ts';
import { followHistory, toHistorySettings } from '../history/follow-history.ts';
import { createStandingStates } from '../history/standing-states.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

export interface ServicesPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly platform: string;
  /** Where sealed secrets are kept. */
  readonly folder: string;
  readonly notices: Notices;
  readonly settings: SettingsFile;
  readonly history: History;
  /** The highest key of an earlier run; 0 where there is none. */
  readonly lastSeq: number;
  /** Alerts of earlier runs, newest first. */
  readonly earlierAlerts: readonly Alert[];
  readonly keyring: Keyring;
  readonly notify: Notifier['notify'];
  readonly demoRate: number | null;
  readonly log: LogFile;
  /** A state, a setting, a notice or a secret's place is another one. */
  readonly onChange: () => void;
  /** A row was added, or counts went up. */
  readonly onRow: () => void;
  /** Rows that stand before the newest were added or changed. */
  readonly onRowsBefore: () => void;
  readonly onTestSteps: (steps: readonly TestStep[]) => void;
}

/** Everything that works without a screen: what is kept, the monitor, the demo home, changes to servers. */
export interface Services {
  readonly settings: SettingsFile;
  readonly notices: Notices;
  readonly vault: Vault;
  readonly monitor: Monitor;
  readonly history: History;
  readonly demo: DemoHome;
  readonly editing: ServerEditing;
  readonly connectionTest: ConnectionTest;
  /** Id to name of every server that is followed. */
  serverNames(): ReadonlyMap<string, string>;
  /** Home Assistant's version, once it has said it. */
  versionOf(serverId: string): string;
  /** Forgets all that has happened, on disk and in memory. How the connections stand is true still. */
  forget(): Promise<void>;
  /** Closes the demo home, and forgets everything about it. */
  leaveDemo(): Promise<void>;
  /** Starts to follow the stored servers. Does not wait for the keyring, which may wait for a person. */
  start(): void;
  /** Ends the connections. What they told last still goes to the history, which is closed after this. */
  stop(): Promise<void>;
}

export function createServices(ports: ServicesPorts): Services {
  const { clock, log, notices, settings, history } = ports;
  const versions = new Map<string, string>();
  let remembered = false;
  let isKeeping = keeps(settings.current());
  const vault = createVault({
    keyring: ports.keyring,
    file: openCredentialsFile(ports.folder, clock, notices),
    clock,
    platform: ports.platform,
    weakAllowed: () => settings.current().weakStorageAllowed,
    onChange: ports.onChange,
  });
  const routes = createServerRoutes(vault);
  const demo = createDemoHome(ports.demoRate, () => {
    if (demo.profile() !== null) stay.begin();
    remember(demo.past());
    keepDemoRules(demo.profile() !== null);
    followServers();
  });
  const monitor = createMonitor({
    clock,
    lastSeq: ports.lastSeq,
    earlierAlerts: ports.earlierAlerts,
    random: ports.random,
    transport: ports.transport,
    userAgent: ports.userAgent,
    readCredential: (profile) =>
      profile.id === DEMO_ID ? Promise.resolve(demo.credential()) : vault.read(toSecretOwner(profile)),
    readRoute: (profile) => routes.read(profile, partsOf(profile)),
    saveRefusal,
    readyToRead: createHistoryPace(history, clock),
    store: createLogStore(history),
    notify: ports.notify,
  });
  const editing = createServerEditing({
    settings: () => settings.current(),
    save: (next) => {
      settings.save(next);
    },
    vault,
    routes,
    createId: randomUUID,
    applied(reconnect) {
      followServers();
      if (reconnect !== null) monitor.reconnect(reconnect);
    },
  });
  const connectionTest = createConnectionTest({
    transport: ports.transport,
    clock,
    userAgent: ports.userAgent,
    findServer: (serverId) => settings.current().servers.find(({ id }) => id === serverId) ?? null,
    readSecret: (owner) => vault.read(owner),
    readRoute: (owner, parts) => routes.read(owner, parts),
    push: ports.onTestSteps,
  });

  const stay = createDemoStay({
    settings,
    history,
    monitor,
    onForgotten() {
      ports.onRowsBefore();
      ports.onChange();
    },
  });

  function profiles(): readonly ServerProfile[] {
    const guest = demo.profile();
    return [...settings.current().servers, ...(guest === null ? [] : [guest])];
  }

  /** Without an answer each return of an entity is taken for one to what was before. */
  async function rememberStates(): Promise<void> {
    const states = await history.currentStates(null).catch(() => []);
    monitor.rememberStates(states);
  }

  /** The demo home brings a rule of its own, and takes every rule about it along when it leaves. */
  function keepDemoRules(isOpen: boolean): void {
    const current = settings.current();
    const { rules, ...rest } = withoutRulesOf(current.notifications, DEMO_ID);
    if (!isOpen && rules.length === current.notifications.rules.length) return;
    settings.save({
      ...current,
      notifications: { ...rest, rules: isOpen ? [DEMO_RULE, ...rules] : rules },
    });
  }

  function followServers(): void {
    monitor.setServers(profiles());
    ports.onChange();
  }

  /** The demo home is not worth a file: its events are kept only while nothing is to go to disk. */
  function mayKeep(serverId: string): boolean {
    return serverId !== DEMO_ID || (!isKeeping && demo.profile() !== null);
  }

  /** What was kept in memory is gone when keeping on disk begins or ends, and the other way round. */
  function configureHistory(next: Settings): void {
    const isSwitched = keeps(next) !== isKeeping;
    if (isSwitched) standing.end();
    isKeeping = keeps(next);
    history.configure(toHistorySettings(next));
    if (!isSwitched) return;
    standing.begin();
    ports.onRowsBefore();
  }

  /** The demo home's day until now, once. */
  function remember(past: readonly HaEvent[]): void {
    if (past.length === 0 || remembered || !mayKeep(DEMO_ID)) return;
    remembered = true;
    void monitor.importEvents(DEMO_ID, past);
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
    if (event.kind !== 'state' && event.kind !== 'version' && event.kind !== 'alert') ports.onRow();
    if (changesRowsBefore(event, monitor.log.lastSeq)) ports.onRowsBefore();
    if (event.kind === 'version') versions.set(event.serverId, event.version);
    if (event.kind === 'state') {
      const reason = 'reason' in event.state ? event.state.reason.code : 'none';
      log.write('state', { server: event.serverId, state: event.state.kind, reason });
    }
    if (event.kind !== 'event' && event.kind !== 'unparsed') ports.onChange();
  }

  const standing = createStandingStates({
    history,
    monitor,
    clock,
    keptServers: () =>
      profiles()
        .map(({ id }) => id)
        .filter(mayKeep),
  });
  recordHistory((fn) => monitor.onEvent(fn), { history, now: () => clock.now(), mayKeep });
  followHistory({ history, notices, onChange: ports.onChange, onBack: ports.onRowsBefore });
  monitor.onEvent(follow);
  notices.onChange(ports.onChange);
  settings.onChange((next) => {
    monitor.setNotifications(next.notifications);
    configureHistory(next);
    ports.onChange();
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
    serverNames: () => new Map(profiles().map(({ id, name }) => [id, name])),
    versionOf: (serverId) => versions.get(serverId) ?? '',
    async forget() {
      await history.erase();
      monitor.forget();
      standing.begin();
    },
    start() {
      // An end without leaving the demo home has left its rules behind.
      keepDemoRules(demo.profile() !== null);
      monitor.setNotifications(settings.current().notifications);
      void rememberStates();
      void vault.prepare();
      followServers();
    },
    async leaveDemo() {
      const wasOpen = demo.profile() !== null;
      await demo.stop();
      if (!wasOpen) return;
      remembered = false;
      await stay.end();
    },
    async stop() {
      stay.restore();
      connectionTest.cancel();
      await monitor.stop();
      await demo.stop();
    },
  };
}

/** A row that is not the newest was added or says something else. */
function changesRowsBefore(event: MonitorEvent, lastSeq: number): boolean {
  switch (event.kind) {
    case 'recovered':
    case 'imported':
    case 'revised':
      return true;
    case 'own':
      return event.seq < lastSeq;
    case 'event':
    case 'unparsed':
    case 'state':
    case 'version':
    case 'alert':
      return false;
  }
}

function keeps(settings: Settings): boolean {
  return toHistorySettings(settings).keep;
}

/** Whom the secret of a stored server is bound to. */
export function toSecretOwner(profile: ServerProfile): SecretOwner {
  return { serverId: profile.id, origin: originOf(profile.baseUrl), kind: profile.credentialKind };
}
