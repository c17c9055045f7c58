import type { History } from '../../src/core/history/history.ts';
import type { SentItem } from '../../src/core/ipc/history-views.ts';
import type { Overview } from '../../src/core/ipc/overview.ts';
import type { Bridge } from '../../src/core/ipc/table.ts';
import { readWatchNotes } from '../../src/core/history/watch-notes.ts';
import { DEFAULT_REDACTION } from '../../src/core/redaction/default-rules.ts';
import { createHistoryHandlers } from '../../src/main/history/history-handlers.ts';
import { createActionList } from '../../src/main/send/action-list.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { createFakeNotes } from './fake-notes.ts';
import { FAKE_REGISTRIES } from './fake-registry.ts';
import type { FakeLog } from './fake-log.ts';

export interface HistoryRequestPorts {
  readonly log: FakeLog;
  /** What is noted beside the events. See `fake-notes.ts`. */
  readonly noted: string;
  overview(): Overview;
}

/** Questions are answered by main's own handlers over the fake store; what would leave the page is only remembered. */
export function createHistoryRequests({ log, noted, overview }: HistoryRequestPorts) {
  const notes = createFakeNotes(
    noted,
    new Date().setHours(0, 0, 0, 0),
    () => overview().notifications.recent,
  );
  const sent: SentItem[] = [];
  const handlers = createHistoryHandlers({
    monitor: log,
    clock: systemClock,
    // They ask nothing else of it.
    openSource: (source) =>
      source === 'log' ? { history: log.store as unknown as History, live: true } : null,
    isEnabled: (serverId) => overview().servers.find(({ id }) => id === serverId)?.enabled ?? null,
    registries: () => FAKE_REGISTRIES,
    nameOf: (serverId) => overview().servers.find(({ id }) => id === serverId)?.name ?? serverId,
    redaction: () => DEFAULT_REDACTION,
  });
  return {
    ...handlers,
    listActions: createActionList({
      clock: systemClock,
      monitor: { actions: async () => ['light.toggle', 'lock.lock', 'siren.turn_on'] },
      serverIds: () => ['home'],
      listCalled: (typed) => handlers.listValues('log', 'service', typed),
    }),
    readNotes: (asked, limit) => readWatchNotes(notes, asked, limit),
    async setBookmark(_source, seq, on) {
      log.setBookmark(seq, on);
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
  } satisfies Partial<Omit<Bridge, 'on'>>;
}
