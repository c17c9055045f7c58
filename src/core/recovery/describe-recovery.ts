import type { PartialReason, Recovery } from './recover-missed.ts';

/** The end of a gap's sentence: how much of it came back, or why nothing did. */
export function describeRecovery({ events, outcome }: Recovery): string {
  return describeOutcome(events.length, outcome);
}

/** The same where only the number of events that came back is known. */
export function describeOutcome(events: number, outcome: Recovery['outcome']): string {
  const count = `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'} recovered`;
  switch (outcome.kind) {
    case 'complete':
      return events === 0 ? 'nothing was missed, by the recorder' : count;
    case 'partial':
      return `${count}, ${describePart(outcome.why)}`;
    case 'unavailable':
      return `nothing recovered, because ${describeAbsence(outcome.why)}`;
  }
}

function describeAbsence(why: 'no-recorder' | 'failed' | 'other-types'): string {
  switch (why) {
    case 'no-recorder':
      return 'this server keeps no history';
    case 'failed':
      return 'the history could not be read';
    case 'other-types':
      return 'a history holds only state changes and logbook entries';
  }
}

function describePart(why: PartialReason): string {
  switch (why) {
    case 'too-many':
      return 'older ones left out';
    case 'too-long':
      return 'only the last day was asked for';
    case 'too-many-entities':
      return 'not all entities were asked for';
    case 'failed':
      return 'a part of the history could not be read';
    case 'logbook-only':
      return 'from the logbook only, because this server keeps no history';
  }
}
