import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { History, HistorySettings } from '../../core/history/history.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import type { Services } from '../app/services.ts';
import type { Signals } from '../app/signals.ts';
import { createCaptures } from '../files/captures.ts';
import { createExports } from '../files/exports.ts';
import { createMarks } from '../files/marks.ts';
import { createHistoryHandlers, type OpenSource } from '../history/history-handlers.ts';
import { Refused, silent, type RequestHandlers } from './request-gate.ts';
import { createActionList } from '../send/action-list.ts';
import { createSending } from '../send/sending.ts';
import { chooseCaptureFile, chooseExportFile } from '../servers/choose-file.ts';
import type { LogWindow } from '../window/log-window.ts';

/** A capture may be as large as its file requires. */
const CAPTURE_LIMITS: Omit<HistorySettings, 'redaction'> = {
  keep: true,
  maxBytes: 1e12,
  maxAgeMs: Number.MAX_SAFE_INTEGER,
};

export interface PageFeaturesPorts {
  readonly services: Services;
  readonly clock: Clock;
  /** Porchlight's data folder. */
  readonly folder: string;
  openHistory(file: string, settings: HistorySettings): Promise<History>;
  openExternal(url: string): Promise<void>;
  showInFolder(path: string): void;
  readonly signals: Signals;
  readonly window: Pick<LogWindow, 'contents' | 'push'>;
}

export type PageFeatures = ReturnType<typeof createPageFeatures>;

/** The features of a page: the log and opened captures, exports, marks, and sending to a server. */
export function createPageFeatures(ports: PageFeaturesPorts) {
  const { services, clock, signals, window } = ports;
  const changed = (): void => void signals.emit('changed');
  const nameOf = (serverId: string): string => services.serverNames().get(serverId) ?? serverId;
  const redaction = (): RedactionRules => services.settings.current().history.redaction;
  const captures = createCaptures({
    clock,
    folder: join(ports.folder, 'captures'),
    openHistory: (file) => ports.openHistory(file, { ...CAPTURE_LIMITS, redaction: redaction() }),
    chooseOpenFile: () => chooseCaptureFile(window.contents()),
    onChange: changed,
  });

  function openSource(source: LogSource): OpenSource | null {
    if (source === 'log') return { history: services.history, live: true };
    const history = captures.historyOf(source.slice('capture:'.length));
    return history === null ? null : { history, live: false };
  }

  const exports = createExports({
    clock,
    search(source, text) {
      const open = openSource(source);
      if (open === null) return 'This capture is closed. Open the file again.';
      const parsed = parseQuery(text, { now: clock.now() });
      return parsed.ok
        ? open.history.search(parsed.root, Number.MAX_SAFE_INTEGER)
        : `The filter could not be read. ${parsed.error.message}`;
    },
    serverName: nameOf,
    redaction,
    chooseSaveFile: (name, format) => chooseExportFile(window.contents(), name, format),
    push: (progress) => {
      window.push('exportProgress', progress);
    },
    showInFolder: ports.showInFolder,
  });
  const marks = createMarks({
    clock,
    lastSeq: () => services.monitor.log.lastSeq,
    received: () => services.monitor.counts().received,
    onChange: changed,
  });
  const sending = createSending({ monitor: services.monitor, clock });
  const history = createHistoryHandlers({
    monitor: services.monitor,
    clock,
    openSource,
    nameOf,
    registries: () => services.registries,
    isEnabled: (serverId) => services.monitor.profile(serverId)?.enabled ?? null,
    redaction,
  });

  async function openHome(serverId: string, path: string): Promise<void> {
    const server = services.settings.current().servers.find(({ id }) => id === serverId);
    if (server === undefined)
      throw new Refused('The demo home has no pages to open. It lives inside Porchlight.');
    // By the address that works from here.
    const { baseUrl } = services.monitor.profile(serverId) ?? server;
    const url = `${baseUrl.replace(/\/+$/, '')}${path}`;
    if (/^https?:\/\//i.test(url)) await ports.openExternal(url);
  }

  /** For a button of a notification, which may be older than the removal of its server. */
  async function pressHome(serverId: string, path: string, onGone: () => void): Promise<void> {
    try {
      await openHome(serverId, path);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      onGone();
    }
  }

  const handlers = {
    ...history,
    setBookmark: silent(async (source, seq, on) => {
      await history.setBookmark(source, seq, on);
      if (source === 'log') services.monitor.setBookmark(seq, on);
      signals.emit('rowsBefore');
    }),
    eraseHistory: silent(async () => {
      await services.forget();
      signals.emit('rowsBefore');
    }),
    mark: silent(marks.mark),
    exportView: exports.exportView,
    cancelExport: silent(exports.cancel),
    showExport: silent(exports.showInFolder),
    importCapture: captures.importCapture,
    closeCapture: silent(captures.close),
    listActions: createActionList({
      clock,
      monitor: services.monitor,
      serverIds: () => services.serverNames().keys(),
      listCalled: (typed) => history.listValues('log', 'service', typed),
    }),
    sendToServer: sending.send,
    listSent: sending.list,
    openInHomeAssistant: silent(openHome),
  } satisfies Partial<RequestHandlers>;

  return { captures, marks, exports, sending, pressHome, openSource, handlers };
}
