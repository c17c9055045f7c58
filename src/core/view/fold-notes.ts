import type { Alert } from '../history/alert.ts';
import type { WatchNote } from '../history/watch-notes.ts';

/** Fewer are not folded: a line that opens to two more would save none. */
const MIN_RUN = 3;

/** Consecutive alerts of the same title. Newest first. */
export interface AlertRun {
  readonly kind: 'run';
  readonly alerts: readonly [Alert, ...Alert[]];
}

export type NoteLine = WatchNote | AlertRun;

/** Folds consecutive alerts of the same title into one line, whatever became of each. */
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
  return a.kind === 'alert' && b.kind === 'alert' && a.alert.title === b.alert.title;
}
