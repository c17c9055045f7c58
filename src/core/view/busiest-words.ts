import { prettifyId } from '../events/entity-name.ts';
import type { Busiest } from '../history/history.ts';
import { formatDuration } from '../time/format-time.ts';

/** Periods for the list of the busiest entities. */
export const BUSIEST_SPANS = [
  { spanMs: 600_000, label: '10 min', words: 'the last 10 minutes' },
  { spanMs: 3_600_000, label: 'Hour', words: 'the last hour' },
  { spanMs: 86_400_000, label: 'Day', words: 'the last day' },
] as const;
export type BusiestSpan = (typeof BUSIEST_SPANS)[number];

export interface BusyEntity {
  readonly entity: string;
  readonly serverId: string;
  /** Its own, or one made of its id. */
  readonly name: string;
  readonly count: number;
  /** Of all events, 0 to 1. */
  readonly share: number;
  /** "41 %" */
  readonly shareWords: string;
  /** "3.2 /s", "12 /min", "4 /h", "2 /day" */
  readonly rateWords: string;
}

export function toBusyEntities({ busy, total }: Busiest, spanMs: number): readonly BusyEntity[] {
  return busy.map((each) => {
    const { entity, serverId, count } = each;
    const share = total === 0 ? 0 : Math.min(1, count / total);
    return {
      entity,
      serverId,
      name: nameOfListed(each),
      count,
      share,
      shareWords: describeShare(share),
      rateWords: describePace(count, spanMs),
    };
  });
}

/** The name of an entity in a list, or one made of its id. */
export function nameOfListed({
  entity,
  name = '',
}: {
  readonly entity: string;
  readonly name?: string;
}): string {
  return name || prettifyId(entity);
}

/** "41 %", "2.4 %", "under 0.1 %". */
export function describeShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return 'under 0.1 %';
  const digits = percent >= 9.95 || percent === 0 ? 0 : 1;
  return `${percent.toFixed(digits)} %`;
}

/** The rate in the unit that gives a readable number. */
export function describePace(count: number, spanMs: number): string {
  const perSecond = (count * 1_000) / Math.max(1, spanMs);
  if (perSecond >= 1) return `${toShort(perSecond)} /s`;
  if (perSecond * 60 >= 1) return `${toShort(perSecond * 60)} /min`;
  if (perSecond * 3_600 >= 1) return `${toShort(perSecond * 3_600)} /h`;
  return `${toShort(perSecond * 86_400)} /day`;
}

function toShort(value: number): string {
  if (value >= 9.95) return Math.round(value).toLocaleString('en-GB');
  const text = value.toFixed(1);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

/** "silent for 3 h". The clocks of a server and of this computer may differ. */
export function describeSilence(lastAt: number, now: number): string {
  return `silent for ${formatDuration(Math.max(1_000, now - lastAt))
    .split(' ')
    .slice(0, 2)
    .join(' ')}`;
}

/** The summary for a screen reader. */
export function describeBusiest(busiest: Busiest, { spanMs, words }: BusiestSpan): string {
  const [first] = toBusyEntities(busiest, spanMs);
  return first === undefined
    ? `No entity sent an event in ${words}.`
    : `${first.name}: ${first.shareWords} of the events in ${words}.`;
}
