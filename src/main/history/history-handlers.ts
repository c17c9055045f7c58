import type { Settings } from '../../core/settings/settings.ts';
import { parseRedaction } from '../../core/redaction/redact.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { RequestHandlers } from '../request-gate.ts';
import type { HistoryDesk } from './history-desk.ts';

/** What the requests about the history and the viewer do. */
export type HistoryHandlers = Pick<
  RequestHandlers,
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
  | 'mark'
  | 'exportView'
  | 'cancelExport'
  | 'importCapture'
  | 'closeCapture'
  | 'sendToServer'
  | 'listSent'
  | 'openInHomeAssistant'
>;

export interface HistoryHandlerPorts {
  readonly desk: HistoryDesk;
  readonly settings: SettingsFile;
  eraseHistory(): Promise<void>;
  readonly files: Pick<
    HistoryHandlers,
    'mark' | 'exportView' | 'cancelExport' | 'importCapture' | 'closeCapture'
  >;
  readonly send: Pick<HistoryHandlers, 'sendToServer' | 'listSent'>;
  /** Opens a path of a server in the browser. Throws `Refused` for a server that has no pages. */
  openInHomeAssistant(serverId: string, path: string): Promise<void>;
}

export function createHistoryHandlers(ports: HistoryHandlerPorts): HistoryHandlers {
  const { desk, settings } = ports;

  function change(part: Partial<Settings>): null {
    settings.save({ ...settings.current(), ...part });
    return null;
  }

  return {
    ...ports.files,
    ...ports.send,
    readEvent: (source, seq) => desk.readEvent(source, seq),
    readHistogram: (...args) => desk.readHistogram(...args),
    readTalkers: (source, spanMs) => desk.readTalkers(source, spanMs),
    readChain: (source, seq) => desk.readChain(source, seq),
    readGroups: (source, query) => desk.readGroups(source, query),
    readSeries: (source, seq) => desk.readSeries(source, seq),
    findNeighbour: (...args) => desk.findNeighbour(...args),
    listValues: (...args) => desk.listValues(...args),
    readNotes: (...args) => desk.readNotes(...args),
    async setBookmark(source, seq, on) {
      await desk.setBookmark(source, seq, on);
      return null;
    },
    setSavedViews: (savedViews) => change({ savedViews }),
    setColumns: (columns) => change({ columns }),
    setHistory: (limits) => change({ history: { ...settings.current().history, ...limits } }),
    setRedaction(redaction) {
      const problem = parseRedaction(redaction);
      if (problem !== null) return problem;
      return change({ history: { ...settings.current().history, redaction } });
    },
    async eraseHistory() {
      await ports.eraseHistory();
      return null;
    },
    async openInHomeAssistant(serverId, path) {
      await ports.openInHomeAssistant(serverId, path);
      return null;
    },
  };
}
