import type { Clock } from '../../core/clock.ts';
import type { MarkedSession } from '../../core/ipc/history-views.ts';

export interface MarksPorts {
  readonly clock: Clock;
  /** Newest seq of the log. */
  readonly lastSeq: () => number;
  /** Events received since start. */
  readonly received: () => number;
  readonly onChange: () => void;
}

/** A range of the log that a person records: from before they do something in the house until after it. */
export function createMarks({ clock, lastSeq, received, onChange }: MarksPorts) {
  let begun: { readonly fromSeq: number; readonly startedAt: number; readonly received: number } | null =
    null;
  let ended: { readonly toSeq: number; readonly endedAt: number; readonly received: number } | null = null;

  function change(what: 'start' | 'stop' | 'clear'): void {
    switch (what) {
      case 'start':
        begun = { fromSeq: lastSeq() + 1, startedAt: clock.now(), received: received() };
        ended = null;
        return;
      case 'stop':
        if (begun !== null) ended ??= { toSeq: lastSeq(), endedAt: clock.now(), received: received() };
        return;
      case 'clear':
        begun = null;
        ended = null;
    }
  }

  return {
    /** `start` begins a new one; `stop` without a start does nothing; `clear` removes it. */
    mark(what: 'start' | 'stop' | 'clear'): void {
      change(what);
      onChange();
    },
    current(): MarkedSession | null {
      if (begun === null) return null;
      return {
        fromSeq: begun.fromSeq,
        startedAt: begun.startedAt,
        toSeq: ended?.toSeq ?? null,
        endedAt: ended?.endedAt ?? null,
        events: (ended?.received ?? received()) - begun.received,
      };
    },
  };
}
