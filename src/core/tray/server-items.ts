import { toLine } from '../events/text.ts';
import type { ServerView } from '../ipc/overview.ts';
import { describeReason } from '../stream/describe-failure.ts';
import { countServers, describeAway, describeLive } from '../view/servers-words.ts';
import { formatTime } from '../time/format-time.ts';
import type { TrayItem } from './tray-item.ts';

const MAX_NAME_CHARS = 40;
/** More servers than this are counted, not listed. */
const MAX_LINES = 3;

/**
 * The servers in a few lines: each of a few, a count of many. If the log is limited to one, that one, and a count of the
 * others.
 *
 * @param shown the one that the log is limited to
 */
export function serverLines(servers: readonly ServerView[], shown: ServerView | null): readonly string[] {
  if (servers.length === 0) return ['No server yet'];
  const isWanted = ({ state }: ServerView): boolean => state.kind !== 'idle';
  if (shown !== null) {
    const others = servers.filter((server) => server !== shown && isWanted(server));
    return [serverLine(shown), ...(others.length === 0 ? [] : [`Others: ${countLine(others)}`])];
  }
  const wanted = servers.filter(isWanted);
  if (wanted.length === 0) return ['All servers are switched off'];
  return wanted.length > MAX_LINES ? [countLine(wanted)] : wanted.map(serverLine);
}

function countLine(servers: readonly ServerView[]): string {
  const standing = countServers(servers);
  const away = describeAway(standing);
  return away === '' ? describeLive(standing) : `${describeLive(standing)}, ${away}`;
}

/** The time of the next attempt. A countdown would be outdated in an open menu. */
function serverLine(server: ServerView): string {
  const name = toLine(server.name, MAX_NAME_CHARS);
  const { state } = server;
  switch (state.kind) {
    case 'idle':
      return `${name} is switched off`;
    case 'connecting':
      return `${name} is connecting`;
    case 'live':
      return `${name} is live`;
    case 'waiting':
      return `${name} is waiting (${describeReason(state.reason)}), next try at ${formatTime(state.retryAt)}`;
    case 'stopped':
      return `${name} has stopped and needs you (${describeReason(state.reason)})`;
  }
}

/** Which server the log and this menu show, if there are several. A choice opens the log. */
export function serverMenu(servers: readonly ServerView[], shown: ServerView | null): readonly TrayItem[] {
  if (servers.length < 2) return [];
  const item = (text: string, server: ServerView | null): TrayItem => ({
    kind: 'check',
    text,
    action: { kind: 'show-server', id: server?.id ?? null },
    checked: server === shown,
  });
  return [
    {
      kind: 'submenu',
      text: 'Show the events of',
      items: [
        item('All servers', null),
        { kind: 'separator' },
        ...servers.map((server) => item(serverLine(server), server)),
      ],
    },
  ];
}
