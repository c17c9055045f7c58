import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from '../core/ipc/bridge.ts';
import { PUSH_CHANNEL, REQUEST_CHANNEL, ROWS_MESSAGE } from '../core/ipc/channels.ts';
import type { AnswerMessage, PushMessage } from '../core/ipc/channels.ts';

contextBridge.exposeInMainWorld(
  'porchlight',
  createBridge({
    invoke: (request) => ipcRenderer.invoke(REQUEST_CHANNEL, request) as Promise<AnswerMessage>,
    onPush(fn) {
      const listener = (_event: unknown, push: PushMessage): void => {
        fn(push);
      };
      ipcRenderer.on(PUSH_CHANNEL, listener);
      return () => ipcRenderer.off(PUSH_CHANNEL, listener);
    },
  }),
);

// A port can't pass through the context bridge; a message to our own window can carry it.
ipcRenderer.on(ROWS_MESSAGE, (event) => {
  window.postMessage(ROWS_MESSAGE, window.location.origin, event.ports);
});
