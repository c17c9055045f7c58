import type { CauseGroup } from '../chain/group-by-cause.ts';
import { formatClock, formatDuration } from '../time/format-time.ts';
import { toCauseLines } from './cause-lines.ts';
import { countEvents } from './marked-words.ts';

/** A shorter time would be shown as 0 s. */
const SHOWN_MS = 50;

/** "7 events within 1.2 s, started by a person". */
export function describeGroup({ userId, count, from, to }: CauseGroup): string {
  const within = to - from >= SHOWN_MS ? ` within ${formatDuration(to - from)}` : '';
  return `${countEvents(count)}${within}${userId === null ? '' : ', started by a person'}`;
}

/** The groups as plain text, to paste into a report. */
export function toGroupText(title: string, groups: readonly CauseGroup[]): string {
  return `${[title, ...groups.map(toGroupBlock)].join('\n\n')}\n`;
}

function toGroupBlock(group: CauseGroup, place: number): string {
  const lines = toCauseLines(group.roots).map(({ row, level }) => {
    const type = row.type === '' ? row.kind : row.type;
    const about = row.subject === '' || row.text.includes(row.subject) ? '' : ` (${row.subject})`;
    return `   ${formatClock(row.at)} ${'  '.repeat(level - 1)}${row.text}${about} [${type}]`;
  });
  return [`${String(place + 1)}. ${describeGroup(group)}`, ...lines].join('\n');
}
