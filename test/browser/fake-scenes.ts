import { USUAL_QUIET_HOURS } from '../../src/core/settings/quiet-hours.ts';
import type { Guarded } from '../../src/core/rules/guarded.ts';
import { DEFAULT_RULES } from '../../src/core/rules/default-rules.ts';
import type { HistoryStatus } from '../../src/core/history/history.ts';
import type { Notice, Overview, ServerView } from '../../src/core/ipc/overview.ts';
import type { Alert, PendingAlert } from '../../src/core/history/alert.ts';
import type { ColumnChoice } from '../../src/core/settings/settings.ts';
import type { ConnectionState } from '../../src/core/stream/failure.ts';

/** A certificate of a house that signed it itself, and the one it had before. */
export const FAKE_CERTIFICATES = {
  shown: {
    names: ['home.example', '192.168.1.5'],
    issuer: 'home.example',
    selfSigned: true,
    validFrom: Date.UTC(2026, 0, 5),
    validTo: Date.UTC(2036, 0, 3),
    fingerprint: 'a1'.repeat(32),
    coversHost: false,
  },
  pinned: 'b2'.repeat(32),
} as const;

/** What the address of the page asks of the fake: `#state=stopped&theme=dark&preload=300`. */
export interface Scene {
  readonly state: string;
  /** State of a server that is added. */
  readonly save: string;
  readonly theme: 'system' | 'light' | 'dark';
  readonly preload: number;
  /** Events of earlier runs, in the store alone. */
  readonly stored: number;
  /** Events a second. */
  readonly rate: number;
  readonly page: 'events' | 'notifications' | 'settings' | '';
  readonly servers: number;
  /** Servers that announce themselves on the network. */
  readonly found: number;
  /** What rules are on watch at a server that is added; `null` where it does not say. */
  readonly watched: readonly Guarded[] | null;
  /** How many of them, the last ones, are out of reach. */
  readonly away: number;
  readonly secret: ServerView['secretPlace'];
  readonly notice: string;
  /** What is noted beside the events. See `fake-notes.ts`. */
  readonly notes: string;
  /** `ids`: as one has them who likes ids. */
  readonly columns: string;
}

const WATCHED: Readonly<Record<string, readonly Guarded[]>> = {
  house: [
    { domain: 'binary_sensor', deviceClass: 'smoke', count: 3 },
    { domain: 'binary_sensor', deviceClass: 'moisture', count: 2 },
    { domain: 'lock', deviceClass: '', count: 1 },
    { domain: 'alarm_control_panel', deviceClass: '', count: 1 },
  ],
  none: [],
};

export function parseScene(hash: string): Scene {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const theme = params.get('theme');
  const page = params.get('page');
  return {
    state: params.get('state') ?? 'live',
    save: params.get('save') ?? 'live',
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
    preload: Number(params.get('preload') ?? 400),
    stored: Number(params.get('stored') ?? 0),
    rate: Number(params.get('rate') ?? 0),
    page: page === 'events' || page === 'notifications' || page === 'settings' ? page : '',
    servers: Number(params.get('servers') ?? 1),
    found: Number(params.get('found') ?? 0),
    watched: WATCHED[params.get('watched') ?? 'house'] ?? null,
    away: Number(params.get('away') ?? 0),
    secret: (params.get('secret') ?? 'keyring') as ServerView['secretPlace'],
    notice: params.get('notice') ?? '',
    notes: params.get('notes') ?? '',
    columns: params.get('columns') ?? '',
  };
}

export function toConnectionState(name: string, now: number): ConnectionState {
  switch (name) {
    case 'connecting':
      return { kind: 'connecting', attempt: 3 };
    case 'waiting':
      return { kind: 'waiting', reason: { code: 'refused' }, retryAt: now + 24_000, attempt: 4 };
    case 'restarting':
      return { kind: 'waiting', reason: { code: 'ended' }, retryAt: now + 4_000, attempt: 1 };
    case 'stopped':
      return { kind: 'stopped', reason: { code: 'unauthorized', status: 401 } };
    case 'signedout':
      return { kind: 'stopped', reason: { code: 'signed-out', status: 400 } };
    case 'banned':
      return { kind: 'stopped', reason: { code: 'banned', status: 403 } };
    case 'untrusted': {
      const reason = { code: 'tls-untrusted', certificate: FAKE_CERTIFICATES.shown } as const;
      return { kind: 'waiting', reason, retryAt: now + 290_000, attempt: 1 };
    }
    case 'changed': {
      const { shown: certificate, pinned } = FAKE_CERTIFICATES;
      return { kind: 'stopped', reason: { code: 'tls-changed', certificate, pinned } };
    }
    case 'off':
      return { kind: 'idle' };
    default:
      return { kind: 'live', since: now - 5_400_000 };
  }
}

const NAMES = ['Home', 'Cabin by the lake', 'Office'] as const;
const SERVER_COLOURS = ['amber', 'teal', 'violet', 'blue', 'green', 'rose'] as const;

export function toServers(scene: Scene, now: number): readonly ServerView[] {
  if (scene.state === 'welcome') return [];
  return Array.from({ length: scene.servers }, (_, index) => {
    const state = toConnectionState(
      index === 0 ? scene.state : index > scene.servers - 1 - scene.away ? 'waiting' : 'live',
      now,
    );
    return {
      id: ['home', 'cabin', 'office'][index] ?? `server-${String(index)}`,
      name: scene.state === 'demo' ? 'Demo home' : (NAMES[index] ?? `House number ${String(index + 1)}`),
      colour: SERVER_COLOURS[index % SERVER_COLOURS.length] ?? 'amber',
      baseUrl: index === 0 ? 'http://homeassistant.local:8123' : 'https://cabin.example',
      credentialKind: index === 0 && scene.state === 'signedout' ? 'sign-in' : 'bearer',
      secretPlace: index === 0 ? scene.secret : 'keyring',
      restrict: index === 1 ? ['state_changed', 'automation_triggered'] : [],
      enabled: state.kind !== 'idle',
      demo: scene.state === 'demo',
      state,
      gapSince: state.kind === 'live' || state.kind === 'idle' ? null : now - 96_000,
      version: index === 0 ? '2026.11.0' : '2024.3.3',
      tls: {
        pin: index === 0 && scene.state === 'changed' ? FAKE_CERTIFICATES.pinned : null,
        caFile: null,
        clientCertificate: null,
      },
      proxy: { kind: 'system' },
    };
  });
}

/** A door that is open, and a sensor that says nothing. */
function toPending(now: number): readonly PendingAlert[] {
  const minutes = (count: number): number => now + count * 60_000;
  return [
    {
      seq: 380,
      title: 'Garage door opened',
      body: 'Garage open for long',
      since: minutes(-4),
      due: minutes(6),
    },
    { seq: null, title: 'Freezer', body: 'Silent sensors', since: minutes(-45), due: minutes(15) },
  ];
}

function toAlerts(now: number): readonly Alert[] {
  const alert = (
    seq: number | null,
    minutes: number,
    title: string,
    body: string,
    outcome: Alert['outcome'],
  ): Alert => ({
    seq,
    at: now - minutes * 60_000,
    title,
    body,
    outcome,
  });
  return [
    {
      ...alert(380, -0.02, 'Front door opened', 'Front door opened, was closed', 'raised'),
      about: { rule: 'openings', server: 'home', entity: 'binary_sensor.front_door' },
    },
    alert(352, 12, 'Tag scanned', 'Tag 7a5b-laundry was scanned', 'raised'),
    {
      ...alert(351, 12.1, 'Tag scanned', 'Tag 7a5b-laundry was scanned', 'cooldown'),
      until: now - 7 * 60_000,
    },
    { ...alert(290, 48, 'Timer finished', 'Laundry timer finished', 'paused'), until: now - 40 * 60_000 },
    { ...alert(280, 55, 'Kids room motion detected', '', 'condition'), why: 'somebody is at home' },
    alert(
      null,
      61,
      '14 more alerts',
      'Front door opened (11 times), Laundry timer finished (3 times)',
      'raised',
    ),
    alert(120, 130, 'Washing room leak', 'Washing room leak detected, was dry', 'failed'),
  ];
}

const NOTICES: Readonly<Record<string, Notice>> = {
  settings: {
    id: 'settings-restored',
    tone: 'warning',
    text: 'The settings file could not be read. It was set aside, and the last good copy is in use.',
  },
  tray: {
    id: 'no-tray',
    tone: 'info',
    text: 'This desktop has no tray. Porchlight keeps its window in the task bar, and closing it quits.',
  },
  bad: {
    id: 'disk',
    tone: 'bad',
    text: 'The settings could not be saved: the disk is full. Make room and change them again.',
  },
};

/** As somebody has chosen who likes ids. */
const ID_COLUMNS: readonly ColumnChoice[] = [
  { name: 'time', shown: true, widthPx: 98 },
  { name: 'type', shown: true, widthPx: 156 },
  { name: 'subject', shown: true, widthPx: 224 },
  { name: 'text', shown: true, widthPx: null },
  { name: 'origin', shown: true, widthPx: 58 },
];

const NOTHING_KEPT: HistoryStatus = {
  place: 'disk',
  problem: null,
  putAside: null,
  events: 0,
  bytes: 0,
  oldestAt: null,
  newestAt: null,
  lost: 0,
};

export function toOverview(scene: Scene, now: number): Overview {
  const servers = toServers(scene, now);
  const notice = NOTICES[scene.notice];
  return {
    version: '0.1.0',
    platform: 'linux',
    servers,
    found: [],
    foundProblem: null,
    counts: { received: 0, unparsed: 0, oversize: 0, kept: 0, evicted: 0, gaps: 0 },
    notifications: {
      enabled: true,
      pausedUntil: null,
      quietHours: USUAL_QUIET_HOURS,
      tellWhileLooking: false,
      connections: true,
      sound: true,
      rules: DEFAULT_RULES,
      recent: servers.length === 0 ? [] : toAlerts(now),
      pending: scene.notes === 'again' ? toPending(now) : [],
      readUntil: now,
      supported: true,
    },
    destinations: [],
    tellsLock: false,
    theme: scene.theme,
    textSize: 100,
    density: 'comfortable',
    clock: '24',
    startAtLogin: { supported: true, on: false },
    safeMode: false,
    softwareDrawing: false,
    secrets:
      scene.secret === 'keyring'
        ? { place: 'keyring', label: 'GNOME Keyring', weakAllowed: false }
        : {
            place: scene.secret === 'weak' ? 'weak' : 'memory',
            label: 'memory only',
            weakAllowed: scene.secret === 'weak',
          },
    dataFolder: '/home/anna/.config/Porchlight',
    tray: true,
    notices: notice === undefined ? [] : [notice],
    history: {
      keep: true,
      maxBytes: 1_000_000_000,
      maxAgeDays: 30,
      status: NOTHING_KEPT,
      redaction: { keys: ['code', 'password'], patterns: [] },
    },
    savedViews: [],
    columns: scene.columns === 'ids' ? ID_COLUMNS : [],
    captures: [],
    marked: null,
    updates: {
      way: 'appimage',
      check: true,
      channel: 'stable',
      lookedAt: now - 3_600_000,
      signedAt: now - 86_400_000,
      page: 'https://github.com/porchlight/porchlight/releases',
      status: { kind: 'newest' },
    },
  };
}
