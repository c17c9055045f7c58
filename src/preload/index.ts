import { contextBridge, ipcRenderer } from 'electron';
import type { BridgeWire } from '../core/ipc/bridge.ts';
import { PUSH_CHANNEL, REQUEST_CHANNEL, ROWS_MESSAGE } from '../core/ipc/channels.ts';
import type { AnswerMessage, PushMessage, RequestMessage } from '../core/ipc/channels.ts';

/** The page never sees a channel, an event object or Electron. */
const wire: BridgeWire = {
  request: (name, args) =>
    ipcRenderer.invoke(REQUEST_CHANNEL, { name, args } satisfies RequestMessage) as Promise<AnswerMessage>,
  on(name, fn) {
    const listener = (_event: unknown, push: PushMessage): void => {
      if (push.name === name) fn(push.value);
    };
    ipcRenderer.on(PUSH_CHANNEL, listener);
    return () => {
      ipcRenderer.off(PUSH_CHANNEL, listener);
    };
  },
};
contextBridge.exposeInMainWorld('porchlight', wire);

// A port can't pass the context bridge, but a message to our own window can transfer it.
ipcRenderer.on(ROWS_MESSAGE, (event) => {
  window.postMessage(ROWS_MESSAGE, window.location.origin, event.ports);
});
