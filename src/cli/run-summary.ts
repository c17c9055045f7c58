import type { MonitorEvent } from '../core/monitor/monitor.ts';
import { formatDuration } from '../core/time/format-time.ts';

/** Counts of what a run has printed, by kind, and of dropped lines. */
export type RunCounts = Readonly<
  Record<'event' | 'alert' | 'gap' | 'unparsed' | 'oversize' | 'dropped', number>
>;

/** The kind under which a piece of news is counted; `null` if it is not counted. */
export function countedAs(news: MonitorEvent): Exclude<keyof RunCounts, 'dropped'> | null {
  if (news.kind === 'event' || news.kind === 'unparsed' || news.kind === 'alert') return news.kind;
  if (news.kind !== 'own') return null;
  return news.own.kind === 'gap' || news.own.kind === 'oversize' ? news.own.kind : null;
}

/** "312 events in 1 min 5 s, 1 gap." Without zero counts; `null` when there was nothing. */
export function describeRun(counts: RunCounts, durationMs: number): string | null {
  const { event, alert, gap, unparsed, oversize, dropped } = counts;
  if (event + alert + gap + unparsed + oversize === 0) return null;
  const extras: readonly (readonly [number, string])[] = [
    [gap, gap === 1 ? 'gap' : 'gaps'],
    [unparsed, 'unparsed'],
    [oversize, 'too large'],
    [dropped, dropped === 1 ? 'line dropped' : 'lines dropped'],
  ];
  const rest = extras.filter(([count]) => count > 0).map(([count, what]) => `, ${String(count)} ${what}`);
  // Where rules are followed, no events are printed.
  const [count, noun] = alert > 0 ? [alert, 'alert'] : [event, 'event'];
  return `${String(count)} ${noun}${count === 1 ? '' : 's'} in ${formatDuration(durationMs)}${rest.join('')}.`;
}
