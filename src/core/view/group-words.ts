import type { CauseGroup } from '../chain/group-by-cause.ts';
import type { CauseNode } from '../chain/cause-chain.ts';
import { formatClock, formatDuration } from '../time/format-time.ts';
import { toCauseLines } from './cause-lines.ts';
import { countEvents } from './marked-words.ts';

/** A shorter time would be shown as 0 s. */
const SHOWN_MS = 50;

/** A heading and what stands below it: one group with a cause, or all events that nothing else belongs to. */
export interface GroupSection {
  readonly heading: string;
  readonly roots: readonly CauseNode[];
}

/** The groups as sections: those with effects in their order, named by their cause, and then all single events together. */
export function toGroupSections(groups: readonly CauseGroup[]): readonly GroupSection[] {
  const singles = groups.filter(({ count }) => count === 1);
  const byPeople = singles.filter(({ userId }) => userId !== null);
  return [
    ...groups
      .filter(({ count }) => count > 1)
      .map((group) => ({ heading: describeGroup(group), roots: group.roots })),
    ...toSingles('By themselves, started by a person', byPeople),
    ...toSingles(
      'By themselves',
      singles.filter(({ userId }) => userId === null),
    ),
  ];
}

function toSingles(title: string, singles: readonly CauseGroup[]): readonly GroupSection[] {
  if (singles.length === 0) return [];
  const roots = singles.flatMap((group) => group.roots);
  return [{ heading: `${title}: ${countEvents(singles.length)}`, roots }];
}

/** "Hall motion detected: 7 events within 1.2 s, started by a person". */
function describeGroup({ userId, roots, count, from, to }: CauseGroup): string {
  const [first] = roots;
  // Several trees have a cause that is not among these events.
  const cause = roots.length === 1 && first !== undefined ? first.row.text : 'A cause that is not shown';
  const within = to - from >= SHOWN_MS ? ` within ${formatDuration(to - from)}` : '';
  return `${cause}: ${countEvents(count)}${within}${userId === null ? '' : ', started by a person'}`;
}

/** The groups as plain text, to paste into a report. */
export function toGroupText(title: string, groups: readonly CauseGroup[]): string {
  return `${[title, ...toGroupSections(groups).map(toBlock)].join('\n\n')}\n`;
}

function toBlock({ heading, roots }: GroupSection, place: number): string {
  const lines = toCauseLines(roots).map(({ row, level }) => {
    const type = row.type === '' ? row.kind : row.type;
    const about = row.subject === '' || row.text.includes(row.subject) ? '' : ` (${row.subject})`;
    return `   ${formatClock(row.at)} ${'  '.repeat(level - 1)}${row.text}${about} [${type}]`;
  });
  return [`${String(place + 1)}. ${heading}`, ...lines].join('\n');
}
