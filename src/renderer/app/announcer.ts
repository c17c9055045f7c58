import type { Overview } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';

/**
 * The text for a screen reader after a change: connections and alerts, never the events themselves. Empty when
 * none of them changed.
 */
export function describeChange(before: Overview | null, after: Overview, now: number): string {
  if (before === null) return '';
  const said: string[] = [];
  for (const server of after.servers) {
    const old = before.servers.find(({ id }) => id === server.id);
    if (old === undefined || old.state.kind === server.state.kind) continue;
    const { badge, sentence } = describeConnection(server.state, now, server);
    said.push(`${server.name}: ${badge}. ${sentence}`);
  }
  const lastAt = Math.max(0, ...before.notifications.recent.map(({ at }) => at));
  for (const alert of after.notifications.recent) {
    if (alert.at > lastAt && alert.outcome === 'raised') said.push(`Alert: ${alert.title}. ${alert.body}`);
  }
  return said.slice(0, 3).join(' ');
}
