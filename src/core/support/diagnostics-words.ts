import type { ConnectionSpan, HistoryStatus } from '../history/history.ts';
import { ruleSchema } from '../rules/rule.ts';
import type { Settings } from '../settings/settings.ts';
import { formatDuration, formatMoment } from '../time/format-time.ts';
import { MAX_TOLD_SPANS, type DesktopFacts, type DiagnosedServer, type Diagnostics } from './diagnostics.ts';
import { describeAddress, safeText } from './safe-text.ts';

/**
 * A report that a person can paste in public: states, counters and settings, without secrets, and without names of the house.
 * A text from outside is told only if it can be nothing but a name of a product or a version.
 */
export function describeDiagnostics(facts: Diagnostics): string {
  const { at, startedAt, versions, system, desktop, servers, spans, store, settings } = facts;
  const running = startedAt === null ? 'from the terminal' : `running for ${formatDuration(at - startedAt)}`;
  const tags = new Map(servers.map(({ id }, place) => [id, `server ${String(place + 1)}`]));
  return [
    `Porchlight diagnostics, ${formatMoment(at)} (${zoneOf(at)}), ${running}`,
    ...section('Versions', [
      // Our own runtime says them, so they are what they are.
      ...versions.map(([name, version]) => `${name}: ${version}`),
      `System: ${safeText(system.name)}, ${safeText(system.release)}, ${safeText(system.arch)}`,
    ]),
    ...section('Desktop', desktop === null ? ['not asked in the terminal'] : desktopLines(desktop)),
    ...section('Servers', servers.length === 0 ? ['none'] : servers.flatMap(serverLines(at))),
    ...section('Counters since the start', countLines(facts)),
    ...section('History', store === null ? ['not asked in the terminal'] : storeLines(store)),
    ...section('Settings', settingLines(settings, at)),
    ...section(`Last ${String(MAX_TOLD_SPANS)} changes of connection`, spanLines(spans, tags)),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', `## ${title}`, ...lines.map((line) => `- ${line}`)];
}

/** "UTC+01:00" */
function zoneOf(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const pad = (part: number): string => String(part).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function desktopLines(desktop: DesktopFacts): readonly string[] {
  const { notificationServer: server } = desktop;
  return [
    `Desktop: ${safeText(desktop.name)}, display protocol: ${safeText(desktop.display)}`,
    `Tray: ${yesNo(desktop.tray)}, tells whether it is locked: ${yesNo(desktop.tellsLock)}`,
    `Keyring: ${safeText(desktop.keyring)}`,
    `Notifications are shown: ${yesNo(desktop.showsNotifications)}`,
    server === null
      ? 'Notification server: does not say'
      : `Notification server: ${safeText(server.name)} ${safeText(server.version)}, can: ${server.capabilities.map(safeText).join(' ')}`,
  ];
}

function serverLines(at: number) {
  return (server: DiagnosedServer, place: number): readonly string[] => {
    const { tls, proxy } = server;
    const certificate = [
      ...(tls.pin === null ? [] : ['pinned certificate']),
      ...(tls.caFile === null ? [] : ['authorities of a file']),
      ...(tls.clientCertificate === null ? [] : [`client certificate (${tls.clientCertificate})`]),
    ];
    const way = [
      `proxy: ${proxy.kind === 'url' ? `of its own${proxy.login ? ' with a login' : ''}` : proxy.kind}`,
      ...certificate,
    ];
    return [
      `Server ${String(place + 1)}${server.demo ? ' (demo home)' : ''}: ${describeServerState(server, at)}, Home Assistant ${describeVersion(server.version)}`,
      `  address: ${describeAddress(server.baseUrl)}; ${way.join(', ')}`,
      ...(server.second === undefined ? [] : [secondLine(server.second, server.enabled)]),
      `  sign-in: ${server.credentialKind}, secret: ${server.secretPlace ?? 'not asked in the terminal'}`,
    ];
  };
}

/** In the terminal nobody knows which of the two is in use. */
function secondLine(second: NonNullable<DiagnosedServer['second']>, enabled: boolean): string {
  const { baseUrl, place, isUsed, isChoosing = false } = second;
  const other = `  other address (${place}): ${describeAddress(baseUrl)}`;
  if (isUsed === undefined || !enabled) return other;
  if (isChoosing) return `${other}; not known yet which one is in use`;
  return `${other}; in use: ${isUsed ? 'the other address' : 'the first address'}`;
}

/** "2024.3.3", "0.100.3", "2026.12.0b2"; a server can say anything. */
function describeVersion(version: string): string {
  if (version === '') return 'not known';
  return /^\d{1,4}\.\d{1,3}(?:\.\w{1,12})?$/.test(version) ? version : '(left out)';
}

function describeServerState({ state, enabled }: DiagnosedServer, at: number): string {
  if (state === null) return enabled ? 'switched on' : 'switched off';
  switch (state.kind) {
    case 'idle':
      return 'switched off';
    case 'connecting':
      return `connecting, attempt ${String(state.attempt)}`;
    case 'live':
      return `live for ${formatDuration(at - state.since)}`;
    case 'waiting':
      return `waiting (${state.reason.code}), attempt ${String(state.attempt)}, next try in ${formatDuration(state.retryAt - at)}`;
    case 'stopped':
      return `stopped (${state.reason.code})`;
  }
}

function countLines({ counts }: Diagnostics): readonly string[] {
  if (counts === null) return ['not asked in the terminal'];
  const { received, unparsed, oversize, kept, evicted, gaps } = counts;
  return [
    `received ${String(received)}, unreadable ${String(unparsed)}, too large ${String(oversize)}, gaps ${String(gaps)}`,
    `rows in memory ${String(kept)}, left memory ${String(evicted)}`,
  ];
}

function storeLines(status: HistoryStatus): readonly string[] {
  const { place, problem, events, bytes, oldestAt, lost, twins = 0, indexing = false, putAside } = status;
  return [
    `place: ${place}, problem: ${problem ?? 'none'}, a file was set aside: ${yesNo(putAside !== null)}`,
    `rows ${String(events)}, bytes ${String(bytes)}, oldest: ${oldestAt === null ? 'none' : formatMoment(oldestAt)}`,
    `lost ${String(lost)}, already stored ${String(twins)}, indexing: ${yesNo(indexing)}`,
  ];
}

function settingLines(settings: Settings, at: number): readonly string[] {
  const { notifications, history, destinations, savedViews, columns } = settings;
  const { rules, quietHours, pausedUntil } = notifications;
  const isPaused = pausedUntil === 'unlock' || (pausedUntil !== null && pausedUntil > at);
  const levels = ruleSchema.shape.level.options.map(
    (level) => `${level} ${String(rules.filter((rule) => rule.level === level).length)}`,
  );
  const kinds = ['ntfy', 'webhook'] as const;
  return [
    `theme: ${settings.theme}, start at login: ${yesNo(settings.startAtLogin)}, draw without graphics card: ${yesNo(settings.softwareDrawing)}`,
    `secrets without a keyring allowed: ${yesNo(settings.weakStorageAllowed)}`,
    `notifications: ${onOff(notifications.enabled)}, paused: ${yesNo(isPaused)}, quiet hours: ${onOff(quietHours?.on === true)}, lost connections: ${onOff(notifications.connections !== false)}`,
    `rules: ${String(rules.length)} (${levels.join(', ')}), on ${String(rules.filter(({ enabled }) => enabled).length)}, not agreed to ${String(rules.filter(({ unconfirmed }) => unconfirmed === true).length)}`,
    `destinations: ${kinds.map((kind) => `${kind} ${String(destinations.filter((each) => each.kind === kind).length)}`).join(', ')}`,
    `history: ${history.keep ? 'on disk' : 'in memory'}, at most ${String(history.maxBytes)} bytes and ${String(history.maxAgeDays)} days, redacted keys ${String(history.redaction.keys.length)}, patterns ${String(history.redaction.patterns.length)}`,
    `saved views: ${String(savedViews.length)}, columns: ${columns.length === 0 ? 'usual' : 'chosen'}`,
  ];
}

function spanLines(spans: Diagnostics['spans'], tags: ReadonlyMap<string, string>): readonly string[] {
  if (spans === null) return ['can not be read'];
  if (spans.length === 0) return ['none'];
  return spans.slice(0, MAX_TOLD_SPANS).map(({ serverId, kind, from, to, code }: ConnectionSpan) => {
    const lasted = to === null ? 'until now' : formatDuration(to - from);
    const reason = code === '' ? '' : `, ${code}`;
    return `${formatMoment(from, true)} ${tags.get(serverId) ?? 'a removed server'} ${SPAN_WORDS[kind]}${reason} (${lasted})`;
  });
}

const SPAN_WORDS = { live: 'live', away: 'interrupted', off: 'off' } as const;

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
