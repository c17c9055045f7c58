import { formatDay, formatTime } from '../time/format-time.ts';
import type { Missing, RecoveryOutcome, UnavailableReason } from './recovery.ts';

/**
 * The end of a gap's sentence: how much was recovered and what was not asked about, or why nothing was recovered.
 *
 * @param end of the gap, epoch ms
 */
export function describeOutcome(count: number, outcome: RecoveryOutcome, end: number): string {
  const words = `${count.toLocaleString('en')} ${count === 1 ? 'event' : 'events'} recovered`;
  switch (outcome.kind) {
    case 'complete':
      return count === 0 ? 'nothing was missed, by the recorder' : words;
    case 'partial':
      return [words, ...outcome.missing.map((missing) => describeMissing(missing, end))].join(', ');
    case 'running':
      return [`${words} so far`, describeMissing({ what: 'earlier', since: outcome.downTo }, end)].join(', ');
    case 'unavailable':
      return `nothing recovered, because ${ABSENCES[outcome.why]}`;
  }
}

const ABSENCES: Readonly<Record<UnavailableReason, string>> = {
  'no-recorder': 'this server keeps no history',
  failed: 'the history could not be read',
  'other-types': 'a history holds only state changes and logbook entries',
  ended: 'the connection ended first',
  'too-many-gaps': 'the connection was lost too often',
};

function describeMissing(missing: Missing, end: number): string {
  switch (missing.what) {
    case 'earlier': {
      const { since } = missing;
      const day = formatDay(since) === formatDay(end) ? '' : `${formatDay(since)} `;
      return `only from ${day}${formatTime(since)} on`;
    }
    case 'entities':
      return `only ${toCount(missing.asked)} of ${toCount(missing.total)} entities were asked about`;
    case 'unseen-entities':
      return 'only entities that were seen before were asked about';
    case 'failed':
      return 'a part of the history could not be read';
    case 'history':
      return 'from the logbook only, because this server keeps no history';
    case 'clock':
      return "the time of the server's clock is not known";
  }
}

function toCount(count: number): string {
  return count.toLocaleString('en');
}
