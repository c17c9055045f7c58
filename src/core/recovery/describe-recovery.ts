import type { Recovery } from './recover-missed.ts';

/** The end of a gap's sentence: how much of it came back, or why nothing did. */
export function describeRecovery({ events, outcome }: Recovery): string {
  const count = `${events.length.toLocaleString('en')} ${events.length === 1 ? 'event' : 'events'} recovered`;
  switch (outcome.kind) {
    case 'complete':
      return events.length === 0 ? 'nothing was missed, by the recorder' : count;
    case 'partial':
      return `${count}, ${describePart(outcome.why)}`;
    case 'unavailable':
      return outcome.why === 'no-recorder'
        ? 'nothing recovered, because this server keeps no history'
        : 'nothing recovered, because the history could not be read';
  }
}

function describePart(why: 'too-many' | 'too-long' | 'too-many-entities'): string {
  switch (why) {
    case 'too-many':
      return 'older ones left out';
    case 'too-long':
      return 'only the last day was asked for';
    case 'too-many-entities':
      return 'not all entities were asked for';
  }
}
