import type { Alert } from '../history/alert.ts';
import type { WatchNote } from '../history/watch-notes.ts';

/** Fewer stand one by one: a line that opens to two more would save none. */
const MIN_RUN = 3;

/** Alerts of the same title that met the same fate, with nothing noted between them. Newest first. */
export interface AlertRun {
  readonly kind: 'run';
  readonly alerts: readonly [Alert, ...Alert[]];
}

export type NoteLine = WatchNote | AlertRun;

/** A night of alerts that were held back for the same reason becomes one line. Each that was shown stands for itself. */
export function foldNotes(notes: readonly WatchNote[]): readonly NoteLine[] {
  const runs: WatchNote[][] = [];
  for (const note of notes) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && belongTogether(last[0], note)) last.push(note);
    else runs.push([note]);
  }
  return runs.flatMap((run): readonly NoteLine[] => {
    const [first, ...others] = run.flatMap((note) => (note.kind === 'alert' ? [note.alert] : []));
    return first === undefined || run.length < MIN_RUN ? run : [{ kind: 'run', alerts: [first, ...others] }];
  });
}

function belongTogether(a: WatchNote, b: WatchNote): boolean {
  return (
    a.kind === 'alert' &&
    b.kind === 'alert' &&
    a.alert.outcome !== 'raised' &&
    a.alert.outcome === b.alert.outcome &&
    a.alert.title === b.alert.title
  );
}
