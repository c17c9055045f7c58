import type { History } from '../../src/core/history/history.ts';
import type { SentItem } from '../../src/core/ipc/history-views.ts';
import type { Overview } from '../../src/core/ipc/overview.ts';
import type { Bridge } from '../../src/core/ipc/table.ts';
import { readWatchNotes } from '../../src/core/history/watch-notes.ts';
import { DEFAULT_REDACTION } from '../../src/core/redaction/default-rules.ts';
import { createHistoryDesk } from '../../src/main/history/history-desk.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { createFakeNotes } from './fake-notes.ts';
import type { FakeLog } from './fake-log.ts';

/** What the page asks about the history and the viewer. */
export type HistoryRequests = Pick<
  Bridge,
  | 'readEvent'
  | 'readHistogram'
  | 'readTalkers'
  | 'readChain'
  | 'readGroups'
  | 'readSeries'
  | 'findNeighbour'
  | 'listValues'
  | 'readNotes'
  | 'setBookmark'
  | 'setSavedViews'
  | 'setColumns'
  | 'setHistory'
  | 'setRedaction'
  | 'eraseHistory'
  | 'sendToServer'
  | 'listSent'
  | 'openInHomeAssistant'
>;

export interface HistoryRequestPorts {
  readonly log: FakeLog;
  /** What is noted beside the events. See `fake-notes.ts`. */
  readonly noted: string;
  overview(): Overview;
  change(patch: Partial<Overview>): void;
}

/** Questions are answered by main's own desk over the fake store; what would leave the page is only remembered. */
export function createHistoryRequests({
  log,
  noted,
  overview,
  change,
}: HistoryRequestPorts): HistoryRequests {
  const notes = createFakeNotes(
    noted,
    new Date().setHours(0, 0, 0, 0),
    () => overview().notifications.recent,
  );
  const sent: SentItem[] = [];
  const desk = createHistoryDesk({
    monitor: log,
    clock: systemClock,
    // The desk asks nothing else of it.
    openSource: (source) =>
      source === 'log' ? { history: log.store as unknown as History, live: true } : null,
    nameOf: (serverId) => overview().servers.find(({ id }) => id === serverId)?.name ?? serverId,
    redaction: () => DEFAULT_REDACTION,
  });
  return {
    readEvent: (source, seq) => desk.readEvent(source, seq),
    readHistogram: (...args) => desk.readHistogram(...args),
    readTalkers: (source, spanMs) => desk.readTalkers(source, spanMs),
    readChain: (source, seq) => desk.readChain(source, seq),
    readGroups: (source, query) => desk.readGroups(source, query),
    readSeries: (source, seq) => desk.readSeries(source, seq),
    findNeighbour: (...args) => desk.findNeighbour(...args),
    listValues: (...args) => desk.listValues(...args),
    readNotes: (choice, before, limit) =>
      readWatchNotes(notes, choice, before ?? Number.MAX_SAFE_INTEGER, limit),
    async setBookmark(_source, seq, on) {
      log.setBookmark(seq, on);
      return null;
    },
    async setSavedViews(savedViews) {
      change({ savedViews });
      return null;
    },
    async setColumns(columns) {
      change({ columns });
      return null;
    },
    async setHistory(limits) {
      change({ history: { ...overview().history, ...limits } });
      return null;
    },
    async setRedaction(redaction) {
      if (redaction.patterns.includes('(')) return 'The pattern ( is no regular expression.';
      change({ history: { ...overview().history, redaction } });
      return null;
    },
    eraseHistory: async () => null,
    async sendToServer(draft) {
      const message = draft.kind === 'event' ? `Event ${draft.name} fired.` : 'The action was called.';
      const item = { ...draft, at: Date.now(), ok: true, message };
      sent.unshift(item);
      return item;
    },
    listSent: async () => sent,
    openInHomeAssistant: async () => null,
  };
}
