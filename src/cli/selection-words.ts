import type { HistorySelection } from './command.ts';

/** Why nothing is printed, as far as that is known. */
export function describeNothing({ source }: HistorySelection, serverNames: readonly string[]): string {
  if (source.kind === 'file') return 'No event of the file matches.';
  const names = serverNames.length < 2 ? '' : ` There are the servers ${serverNames.join(', ')}.`;
  return `No stored event matches.${names}`;
}

/** That a limit which nobody asked for may have cut something off. */
export function describeUsualLimit(limit: number): string {
  return `These are the newest ${limit.toLocaleString('en-GB')}. --limit N prints another number, --limit 0 all.`;
}
