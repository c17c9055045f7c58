import { ROWS_MESSAGE } from '../../core/ipc/channels.ts';
import { readLogTell, type LogAsk, type LogTell } from '../../core/ipc/log-port.ts';
import { ask, bridge } from './bridge.ts';

/** The message port to main, over which the page requests rows. */
export interface LogLine {
  /** Dropped without a port: a new port begins with a new session. */
  post(ask: LogAsk): void;
  close(): void;
}

export interface LogLineEnds {
  /** A port is open, the first one or a replacement. */
  onOpen(): void;
  onTell(tell: LogTell): void;
}

/** Listens for ports and requests one. A new port replaces the old one. */
export function openLogLine(ends: LogLineEnds): LogLine {
  let port: MessagePort | null = null;

  const close = (): void => {
    if (port === null) return;
    port.onmessage = null;
    port.close();
    port = null;
  };

  const onMessage = (event: MessageEvent): void => {
    const next = event.ports[0];
    if (event.source !== window || event.data !== ROWS_MESSAGE || next === undefined) return;
    close();
    port = next;
    next.onmessage = ({ data }: MessageEvent<unknown>) => {
      const tell = readLogTell(data);
      if (tell !== null) ends.onTell(tell);
    };
    ends.onOpen();
  };

  window.addEventListener('message', onMessage);
  ask(bridge().openLog());
  return {
    post(message) {
      port?.postMessage(message);
    },
    close() {
      window.removeEventListener('message', onMessage);
      close();
    },
  };
}
