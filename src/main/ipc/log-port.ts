import { MessageChannelMain } from 'electron';
import type { WebContents } from 'electron';
import { ROWS_MESSAGE } from '../../core/ipc/channels.ts';
import type { LogPort } from './log-feed.ts';

/** Opens a message channel to a page and sends it the other end. */
export function openLogPort(contents: WebContents): LogPort {
  const { port1, port2 } = new MessageChannelMain();
  contents.postMessage(ROWS_MESSAGE, null, [port2]);
  port1.start();
  return {
    send(tell) {
      port1.postMessage(tell);
    },
    onMessage(fn) {
      port1.on('message', ({ data }) => {
        fn(data);
      });
    },
    onClose(fn) {
      port1.on('close', fn);
    },
    close() {
      port1.close();
    },
  };
}
