import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection, type Badge, type ConnectionWords } from '../../core/stream/describe-state.ts';
import { formatTime } from '../../core/time/format-time.ts';

/** The class of a badge; its word has the same meaning as the colour. The most urgent first. */
const TONES = { Stopped: 'bad', Waiting: 'warn', Connecting: 'warn', Off: 'off', Live: 'good' } as const;
const URGENCY = Object.keys(TONES);

export function badgeTone(badge: Badge): (typeof TONES)[Badge] {
  return TONES[badge];
}

/** The server whose state matters most to a person, and its words; `null` without servers. */
export function mostUrgent(
  servers: readonly ServerView[],
  now: number,
): { readonly server: ServerView; readonly words: ConnectionWords } | null {
  const all = servers.map((server) => ({ server, words: describeConnection(server.state, now, server) }));
  const wanted = all.filter(({ server }) => server.state.kind !== 'idle');
  const [first] = (wanted.length > 0 ? wanted : all).toSorted(
    (a, b) => URGENCY.indexOf(a.words.badge) - URGENCY.indexOf(b.words.badge),
  );
  return first ?? null;
}

/** "Disconnected since 06:59:20. Home Assistant does not answer at … Trying again in 4 s."; empty while all is well or switched off. */
export function describeInterruption(server: ServerView, now: number): string {
  if (server.state.kind === 'live' || server.state.kind === 'idle') return '';
  const since = server.gapSince === null ? '' : `Disconnected since ${formatTime(server.gapSince)}. `;
  return since + describeConnection(server.state, now, server).sentence;
}
