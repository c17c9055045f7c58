import type { HistoryStatus } from './history.ts';

/** The notice about the history; `null` while it has no problem. */
export function describeHistory(status: HistoryStatus): { tone: 'warning' | 'bad'; text: string } | null {
  switch (status.problem) {
    case null:
      return null;
    case 'full':
      return {
        tone: 'bad',
        text: `The disk is full, so events are not being kept.${lostWords(status)} Free some space; Porchlight goes on by itself.`,
      };
    case 'read-only':
      return {
        tone: 'bad',
        text: `The history can't be written: its file or folder is read-only. New events are kept in memory until you quit.`,
      };
    case 'locked':
      return {
        tone: 'warning',
        text: `Another program holds the history. New events are kept in memory; Porchlight tries again every half minute.`,
      };
    case 'corrupt':
      return {
        tone: 'warning',
        text: `The history was damaged and a new one was begun.${asideWords(status)}`,
      };
    case 'earlier':
      return {
        tone: 'warning',
        text: `An earlier version's history was put aside as ${status.putAside ?? 'another file'}, and a new one was begun.`,
      };
    case 'no-sqlite':
      return {
        tone: 'bad',
        text: `This build has no SQLite, so events are kept in memory and are gone when you quit. Install Porchlight again.`,
      };
    case 'failed':
      if (status.place === 'none') {
        return {
          tone: 'warning',
          text: `The history stopped and is started again in a moment.${lostWords(status)} Events that come meanwhile wait in memory.`,
        };
      }
      return {
        tone: 'bad',
        text: `The history stopped working.${lostWords(status)} Events are kept in memory until you quit. Start Porchlight again.`,
      };
  }
}

function lostWords({ lost }: HistoryStatus): string {
  if (lost === 0) return '';
  return lost === 1 ? ' 1 event was not kept.' : ` ${lost.toLocaleString('en-GB')} events were not kept.`;
}

function asideWords({ putAside }: HistoryStatus): string {
  return putAside === null ? '' : ` The damaged one is ${putAside}.`;
}
