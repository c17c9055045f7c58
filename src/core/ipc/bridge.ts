import type { AnswerMessage, PushMessage, RequestMessage } from './channels.ts';
import type { Bridge, PushName, RequestName } from './table.ts';

/**
 * The names of all requests and pushes, without their parsers, so that the preload script stays small. The compiler
 * refuses a missing or a superfluous one.
 */
export const REQUEST_NAMES = Object.keys({
  getOverview: true,
  openLog: true,
  readEvent: true,
  readHistogram: true,
  readTalkers: true,
  readChain: true,
  readGroups: true,
  readSeries: true,
  findNeighbour: true,
  listValues: true,
  readNotes: true,
  setBookmark: true,
  setSavedViews: true,
  setColumns: true,
  setHistory: true,
  setRedaction: true,
  eraseHistory: true,
  mark: true,
  exportView: true,
  cancelExport: true,
  importCapture: true,
  closeCapture: true,
  sendToServer: true,
  listSent: true,
  openInHomeAssistant: true,
  saveServer: true,
  removeServer: true,
  testConnection: true,
  trustCertificate: true,
  chooseFile: true,
  cancelTest: true,
  reconnect: true,
  startDemo: true,
  stopDemo: true,
  saveRule: true,
  removeRule: true,
  restoreRule: true,
  readRuleFacts: true,
  setNotificationsEnabled: true,
  pauseNotifications: true,
  sendTestNotification: true,
  setTheme: true,
  setStartAtLogin: true,
  setWeakStorageAllowed: true,
  openDataFolder: true,
  copyText: true,
  dismissNotice: true,
} satisfies Record<RequestName, true>) as readonly RequestName[];

export const PUSH_NAMES = Object.keys({
  overview: true,
  testSteps: true,
  exportProgress: true,
  focusEvent: true,
  openPage: true,
} satisfies Record<PushName, true>) as readonly PushName[];

/** The two lines of the wire, as the preload script has them. */
export interface BridgeWire {
  invoke(request: RequestMessage): Promise<AnswerMessage>;
  /** Subscribes to all pushes; returns the undo. */
  onPush(fn: (push: PushMessage) => void): () => void;
}

/**
 * Named verbs from the list of names. A refused request rejects with its sentence. The page never sees a channel, an
 * event object or the wire.
 */
export function createBridge(wire: BridgeWire): Bridge {
  const verbs = REQUEST_NAMES.map((name) => [
    name,
    async (...args: unknown[]): Promise<unknown> => {
      const answer = await wire.invoke({ name, args });
      if (!answer.ok) throw new Error(answer.message);
      return answer.value;
    },
  ]);
  const on = (name: string, fn: (value: unknown) => void): (() => void) => {
    if (!PUSH_NAMES.some((known) => known === name)) throw new Error(`There is no push called ${name}.`);
    return wire.onPush((push) => {
      if (push.name === name) fn(push.value);
    });
  };
  // Each verb has the type that the table gives to its name; the list of names is checked against the table.
  return { ...Object.fromEntries(verbs), on } as Bridge;
}
